"""What a person does on the own page: take the seat offered, or give the place up.

A page of its own asks before that, because it cannot be undone.
"""

from contextlib import suppress

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.history import Actor
from participants.actions.links import open_link
from participants.actions.registrations import Refused, accept_offer, withdraw


@login_not_required
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
