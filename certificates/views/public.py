"""Pages for whoever holds a paper or a personal link. They read, keep out of search engines and of caches."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from attendance.queries import marks
from certificates.forms import TOKEN, VerifyForm
from certificates.models import Certificate
from certificates.queries import candidates, rule_of
from certificates.reasons import attended
from certificates.snapshot import in_language
from certificates.views.files import send
from participants.actions.links import open_link
from participants.models import Registration
from participants.queries.seats import offer_to, place_in_line

STATUS_CHIPS = {"confirmed": "ok", "submitted": "info", "waitlisted": "info", "offered": "warn", "declined": "bad"}


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


@public
def own_page(request, token):
    """A person's own registration: where it stands, the workshop, presence so far, the certificate."""
    registration = open_link(token, timezone.now())
    if registration is None:
        return render(request, "certificates/own_gone.html", status=404)
    own = Registration.objects.filter(pk=registration.pk)
    row = candidates(registration.workshop, own)[0]
    context = {
        "registration": registration,
        "workshop": registration.workshop,
        "office_name": registration.workshop.office,
        "chip": STATUS_CHIPS.get(registration.status, "quiet"),
        "registers": _registers(registration) if registration.workshop.start <= timezone.localdate() else [],
        "place": place_in_line(registration),
        "attended": attended(row.decision, rule_of(registration.workshop).unit),
        "certificate": row.certificate,
        "token": token,
        "offer": offer_to(registration, timezone.now()),
        "now": timezone.now(),
    }
    return render(request, "certificates/own_page.html", context)


@public
def own_file(request, token):
    """The stored PDF of the person's certificate in force."""
    registration = open_link(token, timezone.now())
    found = Certificate.objects.current().filter(registration=registration, stored_at__isnull=False).order_by("pk").first()
    if registration is None or found is None:
        raise Http404
    return send(found)


def _registers(registration):
    """(register, the words of its mark or "") in order."""
    names = dict(registration.attendance.model.State.choices)
    own = marks([registration])[registration.pk]
    rows = registration.workshop.registers.order_by("date", "code")
    return [(register, names.get(own.get(register.pk), "")) for register in rows]
