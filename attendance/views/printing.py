"""Papers to print: a sheet or a badge at once; those of a whole workshop at once while they are few, else by a worker."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from accounts.history import Actor, record
from accounts.models import Language
from attendance import printing, queries, sheet
from attendance.actions import order_papers
from attendance.badges import render_badges
from attendance.models import PrintBatch
from attendance.views.loading import may, paper_workshop, register_for
from attendance.views.steps import sections
from workshops.queries import frame

Kind, State = PrintBatch.Kind, PrintBatch.State
#: whoever reads presence prints sheets; badges carry the personal codes
CAPABILITIES = {
    Kind.SHEETS: "attendance.read",
    Kind.BADGES: "registrations.edit",
    Kind.SIGNS: "registrations.edit",
    Kind.MARKS: "registrations.read",
}
#: what the files are called
_NAMES = {Kind.SHEETS: "sheets", Kind.BADGES: "badges", Kind.SIGNS: "signs", Kind.MARKS: "attendance"}


@require_safe
def one_sheet(request, code, register):
    """The sign-in sheet of one register as a PDF."""
    workshop = paper_workshop(request.user, code)
    register = register_for(request.user, code, register, "attendance.read")
    language = _language(request.GET, request)
    data = sheet.render_sheets(workshop, [register], language)
    return _handed_out(request, workshop, HttpResponse(data, "application/pdf"), f"{code}-{register.code}-{language}")


@require_safe
def badge(request, code, pk):
    """The badge of one confirmed person, with the personal code."""
    workshop = paper_workshop(request.user, code, CAPABILITIES[Kind.BADGES])
    people = [person for person in queries.people(workshop) if person.pk == pk]
    if not people:
        raise Http404
    language = _language(request.GET, request)
    data = render_badges(workshop, people, language)
    return _handed_out(request, workshop, HttpResponse(data, "application/pdf"), f"{code}-badge-{language}")


@require_POST
def print_papers(request, code, kind):
    """The sheets of all registers, the table of marks, the badges or signs of everybody: a file, or a page that shows it grow."""
    if kind not in CAPABILITIES:
        raise Http404
    workshop, language = paper_workshop(request.user, code, CAPABILITIES[kind]), _language(request.POST, request)
    (total, rows), now = printing.amount(workshop, kind), timezone.now()
    if not total:
        raise Http404
    if rows <= printing.AT_ONCE:
        file = HttpResponse(printing.render(workshop, kind, language, now=now), "application/pdf")
        return _handed_out(request, workshop, file, f"{code}-{_NAMES[kind]}-{language}")
    batch = order_papers(workshop=workshop, kind=kind, language=language, by=Actor.of(request.user), now=now)
    return redirect("attendance:printing", code, batch.pk)


@require_safe
def print_batch(request, code, pk):
    """Papers under way, then ready; htmx asks for the changing part alone."""
    workshop, batch = _batch(request, code, pk)
    context = sections(workshop, "papers") | {"batch": batch, "is_making": batch.state == State.MAKING}
    if request.htmx:
        return render(request, "attendance/_printing.html", context | {"workshop": workshop})
    return render(request, "attendance/printing.html", frame(workshop, request.user, "attendance") | context)


@require_safe
def printed(request, code, pk):
    """The file of papers that are ready."""
    workshop, batch = _batch(request, code, pk)
    path = printing.path_of(batch.file)
    if batch.state != State.READY or not path.is_file():
        raise Http404
    return _handed_out(request, workshop, FileResponse(path.open("rb")), f"{code}-{_NAMES[batch.kind]}-{batch.language}")


def fetchable(workshop):
    """The papers of `workshop` ordered of late that `user` may fetch, the newest first."""
    kinds = [kind for kind, capability in CAPABILITIES.items() if may(workshop, capability)]
    return PrintBatch.objects.filter(workshop=workshop, kind__in=kinds).select_related("by").order_by("-created_at", "-id")


def _batch(request, code, pk):
    batch = get_object_or_404(PrintBatch, pk=pk, workshop__code=code)
    return paper_workshop(request.user, code, CAPABILITIES[batch.kind]), batch


def _language(data, request):
    return data.get("language") if data.get("language") in Language.values else request.LANGUAGE_CODE


def _handed_out(request, workshop, response, name):
    """`response` as a download called `name`; the history keeps that a paper with names left the house."""
    record(by=Actor.of(request.user), now=timezone.now(), obj=workshop, verb="export_names", office=workshop.office)
    response["Content-Type"] = "application/pdf"
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)}.pdf"'
    patch_cache_control(response, private=True, no_store=True)
    return response
