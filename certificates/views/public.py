"""Pages for whoever holds a paper. They read, keep out of search engines and of caches."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from certificates.forms import TOKEN, VerifyForm
from certificates.models import Certificate
from certificates.snapshot import in_language


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
    """Where to verify without a camera: paste the address printed under the code."""
    form = VerifyForm(request.GET if "link" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("certificates:verify", form.cleaned_data["link"])
    return render(request, "certificates/verify_form.html", {"form": form})


@public
def verify(request, token):
    """Valid, superseded (with the way to its successor), revoked or unknown (404); nothing but what the paper says."""
    known = Certificate.objects.select_related("office", "successor")
    certificate = known.filter(token=token).first() if TOKEN.fullmatch(token) else None
    if certificate is None:
        return render(request, "certificates/verify_unknown.html", status=404)
    context = {
        "certificate": certificate,
        "paper": certificate.snapshot,
        "words": in_language(certificate.snapshot, get_language()),
        "fingerprint": " ".join(certificate.sha256[at : at + 4] for at in range(0, len(certificate.sha256), 4)),
    }
    return render(request, "certificates/verify.html", context)
