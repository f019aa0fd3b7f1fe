"""Inviting people whom the office knows from other workshops."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.history import Actor
from participants.actions.registrations import TAKES_PEOPLE, Refused, invite
from participants.forms.staff import InviteForm
from participants.models import Institution, Participant
from participants.queries.registrations import invitable
from participants.views.wording import SECTION, refusal_text
from workshops.models import Workshop
from workshops.queries import frame

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def invite_people(request, code):
    """GET lists whom the office may invite, POST invites those ticked, each on its own."""
    rows = Workshop.objects.visible_to(request.user, "registrations.edit").select_related("office", "venue")
    workshop = get_object_or_404(rows, code=code)
    if workshop.state not in TAKES_PEOPLE:
        raise Http404
    q = request.GET.get("q", "")[:200]
    persons = Participant.objects.filter(office=workshop.office).current()
    form = InviteForm(request.POST if request.method == "POST" else None, persons=persons)
    if request.method == "POST" and form.is_valid():
        _invite_each(request, workshop, persons.filter(pk__in=form.cleaned_data["ids"]).order_by("pk"))
        return redirect("participants:list", code=workshop.code)
    page = Paginator(invitable(workshop, q), PAGE).get_page(request.GET.get("page"))
    institutions = Institution.objects.prefetch_related("names").in_bulk({person.institution for person in page} - {None})
    context = {
        "form": form,
        "q": q,
        "page_obj": page,
        "people": [(person, institutions.get(person.institution)) for person in page],
    }
    status = 400 if form.errors else 200
    return render(
        request, "participants/invite.html", frame(workshop, request.user, "participants") | SECTION | context, status=status
    )


def _invite_each(request, workshop, persons):
    by, now, invited = Actor.of(request.user), timezone.now(), 0
    for person in persons:
        try:
            invite(workshop=workshop, person=person, by=by, now=now)
            invited += 1
        except Refused as refusal:
            messages.warning(request, f"{person.display_name}: {refusal_text(refusal.code)}")
    if invited:
        text = ngettext("%d person is invited by letter.", "%d persons are invited by letter.", invited)
        messages.success(request, text % invited)
