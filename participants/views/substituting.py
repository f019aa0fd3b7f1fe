"""Somebody else comes instead: the page on which the office says who."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.history import Actor
from participants.actions.registrations import Refused, substitute
from participants.forms.seats import SubstituteForm
from participants.models import Registration
from participants.queries.registrations import people_of
from participants.views.wording import SECTION, refusal_text
from workshops.models import Workshop
from workshops.queries import frame

Origin = Registration.Origin


@require_http_methods(["GET", "HEAD", "POST"])
def substitute_page(request, code, pk):
    rows = Workshop.objects.visible_to(request.user, "registrations.edit").select_related("office", "venue")
    workshop = get_object_or_404(rows, code=code)
    registration = get_object_or_404(people_of(workshop).confirmed(), pk=pk)
    form = SubstituteForm(request.POST or None, workshop=workshop, initial=_begin(registration))
    if request.method == "POST" and form.is_valid():
        try:
            made = _substitute(registration, dict(form.cleaned_data), Actor.of(request.user), timezone.now())
        except Refused as refused:
            form.add_error(None, refusal_text(refused.code))
        else:
            messages.success(request, _("The seat has passed on; both are told by letter."))
            return redirect("participants:detail", code=workshop.code, pk=made.pk)
    context = frame(workshop, request.user, "participants") | SECTION | {"form": form, "registration": registration}
    return render(request, "participants/substitute.html", context)


def _begin(registration):
    """Most often the same institution sends somebody else."""
    institution = registration.institution
    return {"institution_name": registration.institution_label, "institution": institution.pk if institution else ""}


def _substitute(registration, data, by, now):
    """From the workshop's first day on a new person stands at the door; before it, the office asked him or her."""
    newcomer = data.pop("newcomer")
    if newcomer:
        return substitute(registration=registration, newcomer=newcomer, by=by, now=now)
    today = now.astimezone(ZoneInfo(registration.workshop.timezone)).date()
    origin = Origin.WALK_IN if today >= registration.workshop.start else Origin.INVITED
    return substitute(registration=registration, data=data, origin=origin, by=by, now=now)
