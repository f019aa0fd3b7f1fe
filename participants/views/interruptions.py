"""Postponing, taking up again and cancelling a workshop: pages that say who will be told, and ask for what it takes."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.history import Actor
from participants.actions.interruptions import (
    InterruptionRefused,
    cancel_workshop,
    postpone_workshop,
    reschedule_workshop,
    told,
)
from participants.forms.staff import ReasonForm, RescheduleForm
from participants.views.wording import SECTION
from workshops.actions.workshops import PlanRefused
from workshops.models import Workshop
from workshops.queries import frame
from workshops.refusals import in_words
from workshops.rules.transitions import next_state

_ACTIONS = {"postpone": postpone_workshop, "cancel": cancel_workshop}


@require_http_methods(["GET", "HEAD", "POST"])
def interrupt(request, code, verb):
    workshop = _loaded(request, code, verb)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = _ACTIONS[verb](
                workshop=workshop, reason=form.cleaned_data["reason"], by=Actor.of(request.user), now=timezone.now()
            )
        except InterruptionRefused as refused:  # somebody else was faster
            raise Http404 from refused
        messages.success(request, _told(count))
        return redirect("participants:list", code=workshop.code)
    context = frame(workshop, request.user, "participants") | SECTION
    return render(request, "participants/interrupt.html", context | {"form": form, "verb": verb, "told": told(workshop).count()})


@require_http_methods(["GET", "HEAD", "POST"])
def reschedule(request, code):
    """New days for a postponed workshop, which is published again."""
    workshop = _loaded(request, code, "reschedule")
    form = RescheduleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = reschedule_workshop(workshop=workshop, **form.cleaned_data, by=Actor.of(request.user), now=timezone.now())
        except (InterruptionRefused, PlanRefused) as refused:
            past = refused.code == "past"
            form.add_error("start" if past else None, _("This day is past.") if past else in_words(refused))
        else:
            messages.success(request, _told(count))
            return redirect("reports:workshop", code=workshop.code)
    context = frame(workshop, request.user, "participants") | SECTION
    return render(request, "participants/reschedule.html", context | {"form": form, "told": told(workshop).count()})


def _loaded(request, code, verb):
    """The workshop, when `verb` is open to it; else it does not exist here."""
    rows = Workshop.objects.visible_to(request.user, "workshops.edit").select_related("office", "venue")
    workshop = get_object_or_404(rows, code=code)
    if next_state(workshop.state, verb) is None:
        raise Http404
    return workshop


def _told(count):
    return ngettext("%d person will be told by letter.", "%d persons will be told by letter.", count) % count
