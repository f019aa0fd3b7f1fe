"""The persons an office knows, over all its workshops."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import access
from accounts.history import Actor, entries_for
from participants.actions.reading import note_reading
from participants.models import Participant, Registration
from participants.queries.registrations import persons

PAGE = 50


@require_safe
def people(request):
    if not access.may_anywhere(request.user, "registrations.read"):
        raise Http404
    q = request.GET.get("q", "")[:200]
    page = Paginator(persons(request.user, q), PAGE).get_page(request.GET.get("page"))
    note_names(request.user, page)
    return render(request, "participants/people.html", {"page_obj": page, "q": q})


@require_safe
def person(request, pk):
    someone = get_object_or_404(Participant.objects.visible_to(request.user).select_related("office"), pk=pk)
    may_edit, by = access.may(request.user, "registrations.edit", someone.office), Actor.of(request.user)
    note_reading(obj=someone, office=someone.office, may_edit=may_edit, by=by, now=timezone.now())
    rows = Registration.objects.visible_to(request.user).filter(participant=someone)
    rows = rows.select_related("workshop", "institution").prefetch_related("institution__names")
    context = {
        "person": someone,
        "registrations": rows.order_by("-workshop__start", "pk"),
        "entries": entries_for(someone)[:PAGE],
    }
    return render(request, "participants/person.html", context)


def note_names(user, people):
    """Leave a trace of each office whose people (Participants with `office`) are listed to `user`."""
    edited, now = set(access.offices(user, "registrations.edit").values_list("pk", flat=True)), timezone.now()
    for office in sorted({person.office for person in people}, key=lambda office: office.pk):
        note_reading(obj=office, office=office, may_edit=office.pk in edited, by=Actor.of(user), now=now, verb="names_read")
