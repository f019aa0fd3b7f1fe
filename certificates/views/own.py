"""What a person does on the own page: give the place up. A page of its own asks first, because it cannot be undone."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.history import Actor
from participants.actions.links import open_link
from participants.actions.registrations import Refused, withdraw


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
