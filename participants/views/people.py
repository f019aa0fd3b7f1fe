"""The persons an office knows, over all its workshops."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from accounts import access
from accounts.history import Actor, entries_for, record
from participants.actions.reading import note_reading
from participants.export import persons_workbook
from participants.models import Participant, Registration
from participants.queries.duplicates import merges_of
from participants.queries.registrations import PERSON_ORDERS, persons

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def people(request):
    q, sort = _wanted(request)
    page = Paginator(persons(request.user, q, sort), PAGE).get_page(request.GET.get("page"))
    note_names(request.user, page)
    context = {"page_obj": page, "q": q, "sort": sort, "may_edit": access.may_anywhere(request.user, "registrations.edit")}
    return render(request, "participants/people.html", context)


@require_safe
def export(request):
    q, sort = _wanted(request)
    rows = list(persons(request.user, q, sort))
    for office in sorted({person.office for person in rows}, key=lambda office: office.pk):
        record(by=Actor.of(request.user), now=timezone.now(), obj=office, verb="export_names", office=office)
    response = HttpResponse(persons_workbook(rows, rtl=translation.get_language_bidi()), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="people.xlsx"'
    return response


@require_safe
def person(request, pk):
    someone = get_object_or_404(Participant.objects.visible_to(request.user).select_related("office"), pk=pk)
    if someone.merged_into_id:
        return redirect("participants:person", pk=someone.merged_into_id)
    may_edit, by = access.may(request.user, "registrations.edit", someone.office), Actor.of(request.user)
    note_reading(obj=someone, office=someone.office, may_edit=may_edit, by=by, now=timezone.now())
    rows = Registration.objects.visible_to(request.user).filter(participant=someone)
    rows = rows.select_related("workshop", "institution").prefetch_related("institution__names")
    context = {
        "person": someone,
        "registrations": rows.order_by("-workshop__start", "pk"),
        "entries": entries_for(someone)[:PAGE],
        "aliases": someone.aliases.order_by("pk"),
        "merges": merges_of(someone),
        "may_edit": may_edit,
    }
    return render(request, "participants/person.html", context)


def note_names(user, people):
    """Leave a trace of each office whose people (Participants with `office`) are listed to `user`."""
    edited, now = set(access.offices(user, "registrations.edit").values_list("pk", flat=True)), timezone.now()
    for office in sorted({person.office for person in people}, key=lambda office: office.pk):
        note_reading(obj=office, office=office, may_edit=office.pk in edited, by=Actor.of(user), now=now, verb="names_read")


def _wanted(request):
    """What is looked for and how it is sorted; 404 for whoever may read no registration anywhere."""
    if not access.may_anywhere(request.user, "registrations.read"):
        raise Http404
    sort = request.GET.get("sort", "")
    return request.GET.get("q", "").replace("\0", "")[:200], sort if sort in PERSON_ORDERS else "name"
