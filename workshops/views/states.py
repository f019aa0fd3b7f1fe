"""Changing the state of a workshop."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.history import Actor
from workshops.actions.states import VERBS, TransitionRefused, change_state
from workshops.models import Workshop
from workshops.refusals import in_words


@require_POST
def transition(request, code, verb):
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "workshops.edit"), code=code)
    if verb not in VERBS:
        raise Http404
    try:
        workshop = change_state(workshop=workshop, verb=verb, by=Actor.of(request.user), now=timezone.now())
    except TransitionRefused as refused:
        messages.error(request, in_words(refused))
    else:
        messages.success(request, _("The workshop is now: %(state)s.") % {"state": workshop.get_state_display()})
    return redirect("reports:workshop", code=workshop.code)
