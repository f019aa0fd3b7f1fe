"""Postponing and cancelling a workshop: a page that says who will be told, and asks for the reason."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.history import Actor
from participants.actions.interruptions import InterruptionRefused, cancel_workshop, postpone_workshop, told
from participants.forms.staff import ReasonForm
from participants.views.wording import SECTION
from workshops.models import Workshop
from workshops.queries import frame
from workshops.rules.transitions import next_state

_ACTIONS = {"postpone": postpone_workshop, "cancel": cancel_workshop}


@require_http_methods(["GET", "HEAD", "POST"])
def interrupt(request, code, verb):
    rows = Workshop.objects.visible_to(request.user, "workshops.edit").select_related("office", "venue")
    workshop = get_object_or_404(rows, code=code)
    if next_state(workshop.state, verb) is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = _ACTIONS[verb](
                workshop=workshop, reason=form.cleaned_data["reason"], by=Actor.of(request.user), now=timezone.now()
            )
        except InterruptionRefused as refused:  # somebody else was faster
            raise Http404 from refused
        text = ngettext("%d person will be told by letter.", "%d persons will be told by letter.", count)
        messages.success(request, text % count)
        return redirect("participants:list", code=workshop.code)
    context = frame(workshop, request.user, "participants") | SECTION
    return render(request, "participants/interrupt.html", context | {"form": form, "verb": verb, "told": told(workshop).count()})
