"""Validating and reopening a register; holding, closing and reopening a workshop."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.history import Actor
from attendance import actions, words
from attendance.forms import ReasonForm
from attendance.views.loading import register_for, workshop_for
from workshops.queries import frame


@require_POST
def validate(request, code, register):
    register = register_for(request.user, code, register, "attendance.validate")
    try:
        actions.validate_register(register=register, by=Actor.of(request.user), now=timezone.now())
        messages.success(request, _("Register %(register)s is validated and locked.") % {"register": register.code})
    except actions.RegisterRefused as refused:
        messages.error(request, words.refusal(refused))
    return redirect(_grid(code, register))


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request, code, register):
    """Asks why a validated register is reopened, then reopens it."""
    register = register_for(request.user, code, register, "attendance.validate")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.reopen_register(register=register, reason=reason, by=Actor.of(request.user), now=timezone.now())
            messages.success(request, _("Register %(register)s is open again.") % {"register": register.code})
        except actions.RegisterRefused as refused:
            messages.error(request, words.refusal(refused))
        return redirect(_grid(code, register))
    question = {
        "title": _("Reopen register %(register)s") % {"register": register.code},
        "text": _("Its marks can then be corrected, each with a reason, and it has to be validated again."),
        "button": _("Reopen the register"),
    }
    context = frame(register.workshop, request.user, "attendance") | question
    return render(request, "attendance/confirm.html", context | {"form": form, "back": _grid(code, register)})


@require_http_methods(["GET", "HEAD", "POST"])
def transition(request, code, verb):
    """Asks whether to hold, close or reopen a workshop (a reason for the last), then does it."""
    if verb not in ("hold", "close", "reopen"):
        raise Http404
    workshop = workshop_for(request.user, code, "workshops.edit")
    form = ReasonForm(request.POST if request.method == "POST" else None) if verb == "reopen" else None
    if request.method == "POST" and (form is None or form.is_valid()):
        _move(request, workshop, verb, form)
        return redirect("attendance:grid", code)
    context = frame(workshop, request.user, "attendance") | _question(verb)
    return render(request, "attendance/confirm.html", context | {"form": form, "back": _grid(code)})


def _move(request, workshop, verb, form):
    arguments = {"workshop": workshop, "by": Actor.of(request.user), "now": timezone.now()}
    if form is not None:
        arguments["reason"] = form.cleaned_data["reason"]
    try:
        {"hold": actions.hold, "close": actions.close, "reopen": actions.reopen}[verb](**arguments)
        messages.success(request, _question(verb)["done"])
    except actions.TransitionRefused as refused:
        messages.error(request, words.refusal(refused))


def _question(verb):
    return {
        "hold": {
            "title": _("Mark the workshop held"),
            "text": _("Reports count a workshop that was held."),
            "button": _("Mark as held"),
            "done": _("The workshop is marked held."),
        },
        "close": {
            "title": _("Close the workshop"),
            "text": _("Every register is validated; from now on its figures are final."),
            "button": _("Close the workshop"),
            "done": _("The workshop is closed; its figures are final."),
        },
        "reopen": {
            "title": _("Reopen the workshop"),
            "text": _("It goes back to held, so that its registers and scores can be corrected."),
            "button": _("Reopen the workshop"),
            "done": _("The workshop is open again."),
        },
    }[verb]


def _grid(code, register=None):
    url = reverse("attendance:grid", args=[code])
    return f"{url}?register={register.pk}" if register else url
