"""Reading presence afterwards: one person's marks with their corrections, questions for a reviewer, the table as a file."""

from itertools import groupby
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from accounts.history import Actor, record
from attendance import export, queries
from attendance.views.grid import table_of
from attendance.views.loading import may, note, paper_workshop, workshop_for
from attendance.views.questions import questions_of
from attendance.views.steps import sections
from participants.models import Registration
from workshops.queries import frame

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def person(request, code, pk):
    """Every mark of one person, register by register, the superseded ones too: who, when, why."""
    workshop = workshop_for(request.user, code, "attendance.read")
    rows = Registration.objects.filter(workshop=workshop).select_related("institution")
    registration = get_object_or_404(rows.prefetch_related("institution__names"), pk=pk)
    note(request.user, workshop, registration, "viewed")
    records = queries.records_of(registration)
    context = sections(workshop, "") | {
        "person": registration,
        "institution": queries.institution_on(registration, workshop.start),
        "registers": [(register, list(marks)) for register, marks in groupby(records, key=lambda mark: mark.register)],
        "corrected": sum(mark.superseded_by_id is not None for mark in records),
        "zone": ZoneInfo(workshop.timezone),
        "may_print_badges": registration.status == Registration.Status.CONFIRMED and may(workshop, "registrations.edit"),
        "may_open": may(workshop, "registrations.read"),
    }
    return render(request, "attendance/person.html", frame(workshop, request.user, "attendance") | context)


@require_safe
def questions(request, code):
    """What does not look usual, as questions: the answer is a person's."""
    workshop = workshop_for(request.user, code, "registrations.read")
    note(request.user, workshop, workshop, "names_read")
    context = sections(workshop, "review") | questions_of(workshop)
    return render(request, "attendance/questions.html", frame(workshop, request.user, "attendance") | context)


@require_safe
def export_xlsx(request, code):
    """The table of persons and registers, and every correction, as a workbook."""
    workshop = paper_workshop(request.user, code, "registrations.read")
    record(by=Actor.of(request.user), now=timezone.now(), obj=workshop, verb="export_names", office=workshop.office)
    table, corrections = table_of(workshop), queries.corrections(workshop)
    data = export.attendance_workbook(workshop, table, corrections, rtl=get_language_bidi())
    return HttpResponse(data, XLSX, headers={"Content-Disposition": f'attachment; filename="{workshop.code}-attendance.xlsx"'})
