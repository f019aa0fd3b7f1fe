"""Pages for whoever holds a paper. They keep out of search engines and of caches, and keep nothing of who looks."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import WINDOW, has_left, limited, take_one
from certificates.actions.events import Kind, note
from certificates.comparing import Fingerprint
from certificates.forms import TOKEN, CompareForm, VerifyForm
from certificates.models import Certificate
from certificates.queries import is_lost
from certificates.snapshot import in_language

#: addresses that lead nowhere, by one network address within ten minutes: who guesses gets no further
MISSES = 30


def public(view):
    """Open to anybody, GET only, never stored, never indexed."""

    @wraps(view)
    def wrapped(request, **kwargs):
        response = view(request, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return login_not_required(require_safe(wrapped))


@public
def verify_form(request):
    """Where to verify without a camera: paste the address printed under the code, or send the file."""
    form = VerifyForm(request.GET if "link" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("certificates:verify", form.cleaned_data["link"])
    return render(request, "certificates/verify_form.html", {"form": form, "compare": CompareForm()})


@public
def verify(request, token):
    """Valid, superseded (and its successor), revoked, provisional or unknown (404); nothing but what the paper says."""
    if not has_left(request, "verify", MISSES):
        return _too_many(request)
    certificate = _find(token)
    if certificate is None:
        return _unknown(request)
    if request.method == "GET":
        note(certificate=certificate, kind=Kind.VERIFIED, now=timezone.now())
    return _verdict(request, certificate, CompareForm())


def unkept(view):
    """A public POST with a file that is read as it comes and kept nowhere. It changes nothing, so it needs no token of ours."""

    @wraps(view)
    def wrapped(request, **kwargs):
        request.upload_handlers = [Fingerprint(request)]
        response = view(request, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return csrf_exempt(login_not_required(require_POST(limited(wrapped))))


@unkept
def compare(request, token):
    """Whether the file sent is, byte by byte, the one this certificate was issued as."""
    if not has_left(request, "verify", MISSES):
        return _too_many(request)
    certificate = _find(token)
    if certificate is None:
        return _unknown(request)
    form = CompareForm(request.POST, request.FILES)
    if not form.is_valid():
        return _verdict(request, certificate, form)
    is_same = bool(certificate.sha256) and form.cleaned_data["file"].sha256 == certificate.sha256
    note(certificate=certificate, kind=Kind.COMPARED if is_same else Kind.DIFFERED, now=timezone.now())
    return _verdict(request, certificate, form, compared="same" if is_same else "other")


@unkept
def find_file(request):
    """The certificate whose file, byte by byte, was sent; or that there is none."""
    form = CompareForm(request.POST, request.FILES)
    found = None
    if form.is_valid():
        found = Certificate.objects.filter(sha256=form.cleaned_data["file"].sha256).order_by("-pk").first()
    if found:
        note(certificate=found, kind=Kind.COMPARED, now=timezone.now())
        return _verdict(request, _find(found.token), form, compared="same")
    context = {"form": VerifyForm(), "compare": form, "is_other": form.is_valid()}
    return render(request, "certificates/verify_form.html", context)


def _find(token):
    known = Certificate.objects.select_related("office", "workshop", "registration", "successor")
    return known.filter(token=token).first() if TOKEN.fullmatch(token) else None


def _verdict(request, certificate, form, compared=""):
    context = {
        "certificate": certificate,
        "paper": certificate.snapshot,
        "words": in_language(certificate.snapshot, get_language()),
        "fingerprint": _fingerprint(certificate),
        "is_lost": is_lost(certificate),
        "compare": form,
        "compared": compared,
    }
    return render(request, "certificates/verify.html", context)


def _fingerprint(certificate):
    """The SHA-256 of the stored file in groups; a paper printed beforehand has none that counts."""
    text = "" if certificate.state == Certificate.State.PROVISIONAL else certificate.sha256
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _unknown(request):
    take_one(request, "verify", MISSES)
    return render(request, "certificates/verify_unknown.html", status=404)


def _too_many(request):
    return render(request, "certificates/verify_too_many.html", {"minutes": WINDOW // 60}, status=429)
