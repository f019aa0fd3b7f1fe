"""Seats of one workshop: how full it is, what is kept for whom, what is offered, and who waits in which order."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.history import Actor, record
from participants.actions.reading import note_reading
from participants.actions.registrations import Refused, offer_free_seats, rerank
from participants.export import waitlist_workbook
from participants.forms.seats import MoveForm, WaitlistFilterForm
from participants.models import Registration
from participants.queries import registrations as people
from participants.queries import seats
from participants.views.wording import SECTION, refusal_text
from workshops.models import Workshop
from workshops.queries import frame

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
State = Workshop.State
_OVER = {State.HELD, State.CLOSED, State.CANCELLED}


@require_safe
def seats_page(request, code):
    workshop = _readable(request, code)
    may_edit, by, now = _may_edit(request.user, workshop), Actor.of(request.user), timezone.now()
    note_reading(obj=workshop, office=workshop.office, may_edit=may_edit, by=by, now=now, verb="names_read")
    form, rows = _narrowed(request, workshop)
    page, room = Paginator(rows, PAGE).get_page(request.GET.get("page")), seats.room_of(workshop)
    line = seats.line_of(workshop, room)
    page.object_list = seats.in_line(list(page.object_list), line, room)
    context = {
        "room": room,
        "has_too_few": room.left is not None and room.kept > room.free,
        "quotas": seats.quotas_of(workshop),
        "offered": list(seats.offered_in(workshop)),
        "waiting": len(line.places),
        "page_obj": page,
        "form": form,
        "is_filtered": bool(form.known()),
        "may_edit": may_edit and workshop.state not in _OVER,
        "may_offer": len(line.next) if may_edit and line.next and seats.offers_in(workshop, now) else 0,
    }
    return render(request, "participants/seats.html", frame(workshop, request.user, "participants") | SECTION | context)


@require_safe
def waitlist_export(request, code):
    workshop = _readable(request, code)
    _form, rows = _narrowed(request, workshop)
    room = seats.room_of(workshop)
    rows = seats.in_line(list(rows), seats.line_of(workshop, room), room)
    record(by=Actor.of(request.user), now=timezone.now(), obj=workshop, verb="export_names", office=workshop.office)
    response = HttpResponse(waitlist_workbook(rows, rtl=translation.get_language_bidi()), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="waitlist.xlsx"'
    return response


@require_POST
def offer_free(request, code):
    workshop = _editable(request, code)
    count = len(offer_free_seats(workshop=workshop, by=Actor.of(request.user), now=timezone.now()))
    if count:
        text = ngettext("%d seat is offered; a letter tells it.", "%d seats are offered; letters tell it.", count)
        messages.success(request, text % count)
    else:
        messages.info(request, _("No free seat can be offered: the quotas keep them, or nobody waits any more."))
    return redirect("participants:seats", code=workshop.code)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, code, pk):
    """Another place on the waitlist for one person, with a reason."""
    workshop = _editable(request, code)
    rows = people.people_of(workshop).filter(status=Registration.Status.WAITLISTED)
    registration = get_object_or_404(rows, pk=pk)
    form = MoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            place = rerank(registration=registration, **form.cleaned_data, by=Actor.of(request.user), now=timezone.now())
        except Refused as refused:
            form.add_error(None, refusal_text(refused.code))
        else:
            messages.success(request, _("Now number %d on the waitlist.") % place)
            return redirect("participants:seats", code=workshop.code)
    context = {"form": form, "registration": registration, "place": seats.place_in_line(registration)}
    context["waiting"] = seats.waitlist_of(workshop).count()
    return render(request, "participants/move.html", frame(workshop, request.user, "participants") | SECTION | context)


def _narrowed(request, workshop):
    """(the filter form, those who wait and fit it, in the order of the line)."""
    line = seats.waitlist_of(workshop)
    institutions = people.institutions_of(workshop).filter(pk__in=line.order_by().values("institution"))
    form = WaitlistFilterForm(request.GET, institutions=institutions)
    known = form.known()
    rows = people.searched(line, known.pop("q", "")).filter(**known)
    return form, rows.select_related("workshop", "institution").prefetch_related("institution__names")


def _readable(request, code):
    rows = Workshop.objects.visible_to(request.user, "registrations.read").select_related("office", "venue")
    return get_object_or_404(rows, code=code)


def _editable(request, code):
    rows = Workshop.objects.visible_to(request.user, "registrations.edit").select_related("office", "venue")
    return get_object_or_404(rows, code=code)


def _may_edit(user, workshop):
    return Workshop.objects.visible_to(user, "registrations.edit").filter(pk=workshop.pk).exists()
