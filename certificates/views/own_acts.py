"""What a person does on the own page: correct what was said, take the seat offered, give the place up. Every act is a POST."""

from contextlib import suppress

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.history import Actor
from accounts.limits import limited
from certificates.actions.erasing import ask_erasure
from certificates.forms import WishForm
from certificates.holders import latest_erasure
from participants.actions.links import open_link
from participants.actions.registrations import Refused, accept_offer, correct_own, open_fields, withdraw
from participants.forms.own import OwnForm
from participants.views.languages import keep_language, switched_language, typed


@login_not_required
@limited
@require_http_methods(["GET", "HEAD", "POST"])
def own_withdraw(request, token):
    """GET asks, POST withdraws. What has ended or begun already stays, and the page says whom to write to."""
    registration = open_link(token, timezone.now())
    if registration is None:
        return render(request, "certificates/own_gone.html", status=404)
    context = {"registration": registration, "workshop": registration.workshop, "token": token, "refused": ""}
    if request.method == "POST":
        try:
            withdraw(registration=registration, by=Actor.link(f"registration:{registration.pk}"), now=timezone.now())
            return redirect("certificates:own_page", token)
        except Refused as refusal:
            context["refused"] = refusal.code
    return render(request, "certificates/own_withdraw.html", context, status=409 if context["refused"] else 200)


@login_not_required
@limited
@require_http_methods(["GET", "HEAD", "POST"])
def own_correct(request, token):
    """The person's own data, as far as they may still be corrected."""
    now, language = timezone.now(), switched_language(request)
    registration = open_link(token, now)
    if registration is None:
        return render(request, "certificates/own_gone.html", status=404)
    fields = open_fields(registration, now)
    posted = None if language else request.POST or None
    form = OwnForm(posted, registration=registration, fields_open=fields, initial=typed(request, language))
    if form.is_bound and form.is_valid() and _corrected(request, registration, form, now):
        return redirect("certificates:own_page", token)
    context = {"form": form, "registration": registration, "workshop": registration.workshop, "token": token}
    context |= {"office_name": registration.workshop.office, "is_all": "institution" in fields}
    return keep_language(render(request, "certificates/own_correct.html", context), language)


@login_not_required
@limited
@require_POST
def own_accept(request, token):
    """Take the seat that is offered. Where it is not any more, the page one comes back to says so."""
    now = timezone.now()
    registration = open_link(token, now)
    if registration is None:
        return render(request, "certificates/own_gone.html", status=404)
    with suppress(Refused):
        accept_offer(registration=registration, by=Actor.link(f"registration:{registration.pk}"), now=now)
    return redirect("certificates:own_page", token)


@login_not_required
@limited
@require_http_methods(["GET", "HEAD", "POST"])
def own_erase(request, token):
    """Ask the office to erase what it holds about the person; GET says what that means, and what became of it."""
    now = timezone.now()
    registration = open_link(token, now)
    if registration is None or registration.participant_id is None:
        return render(request, "certificates/own_gone.html", status=404)
    form = WishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keep_name = form.cleaned_data["certificates"] == "keep"
        by = Actor.link(f"registration:{registration.pk}")
        ask_erasure(registration=registration, keep_name=keep_name, by=by, now=now)
        return redirect("certificates:own_erase", token)
    latest = latest_erasure(registration)
    context = {"registration": registration, "workshop": registration.workshop, "token": token, "form": form, "latest": latest}
    context |= {"certificates": registration.certificates.exists(), "office_name": registration.workshop.office}
    return render(request, "certificates/own_erase.html", context)


def _corrected(request, registration, form, now):
    """Write what the form says; whether it could be."""
    try:
        changed = correct_own(registration=registration, data=form.corrections(), now=now)
    except Refused:
        form.add_error(None, _("The time to correct some of this has just passed. Open the page again."))
        return False
    messages.success(request, _("Your corrections are kept.") if changed else _("Nothing was changed."))
    return True
