"""The report of a project for its donors: a page, and the same as files."""

from dataclasses import dataclass

from django.db.models import F, Max, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import access
from accounts.templatetags.ui import page_language
from reports.actions import build_report
from reports.exports.formats import FOR_THE_OFFICE, FORMATS, file_name
from reports.exports.iati.missing import Incomplete, lacks
from reports.forms import ReportForm
from reports.payload import build_payload
from reports.presentation import present
from workshops.models import Project


@dataclass(frozen=True)
class Reader:
    """Who reads: the projects to choose from, latest held first; the offices counted (None: all); `public`: no small cells."""

    projects: list
    offices: tuple | None
    public: bool


def reader_of(user):
    """The Reader that `user` is: staff count their own offices, a donor viewer the assigned projects. Raises Http404."""
    offices = tuple(access.offices(user, "reports.read").values_list("pk", flat=True))
    projects = Project.objects.visible_to(user)
    if not offices and not projects.exists():
        raise Http404
    held = Q(workshops__state__in=["held", "closed"]) & (Q(workshops__office__in=offices) if offices else Q())
    newest = projects.annotate(newest=Max("workshops__end", filter=held)).order_by(F("newest").desc(nulls_last=True), "-pk")
    return Reader(list(newest), offices or None, public=not offices)


def form_of(request, reader):
    """The form filled from the address, for the first project by default. Raises Http404 for a project not visible."""
    by_code = {project.code: project for project in reader.projects}
    code = request.GET.get("project") or next(iter(by_code))
    if code not in by_code:
        raise Http404
    data = {name: request.GET.get(name, "") for name in ("donor", "first", "last")}
    return ReportForm(data, projects=reader.projects, project=by_code[code], offices=reader.offices)


@require_safe
@never_cache
def donor_report(request):
    """Choose a report and read it."""
    reader = reader_of(request.user)
    if not reader.projects:
        return render(request, "reports/no_project.html")
    form = form_of(request, reader)
    context = {"form": form, "public": reader.public, "query": request.GET.urlencode(), "files": _files(reader)}
    if form.is_valid():
        report = build_report(form.scope, now=timezone.now())
        context["report"] = present(build_payload(report), page_language(), public=reader.public)
    return render(request, "reports/donor_report.html", context)


@require_safe
@never_cache
def donor_report_file(request, kind):
    """The report as a file of `kind` (of `reports.exports.formats`), in the language of the page."""
    report, public = _report(request)
    if public and kind in FOR_THE_OFFICE:
        raise Http404
    payload = build_payload(report, whole=True)
    try:
        content = FORMATS[kind].write(payload, page_language(), public=public)
    except Incomplete:
        return iati(request)
    name = file_name(payload, kind)
    return HttpResponse(content, FORMATS[kind].media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
@never_cache
def iati(request):
    """What the IATI file of a project lacks, before it is taken."""
    report, public = _report(request)
    missing = lacks(build_payload(report, whole=True)["iati"])
    context = {
        "scope": report.scope,
        "needed": [lack.sentence for lack in missing if lack.needed],
        "wished": [lack.sentence for lack in missing if not lack.needed],
        "may_edit": access.may_anywhere(request.user, "projects.edit"),
        "query": request.GET.urlencode(),
        "section": "reports",
    }
    return render(request, "reports/iati.html", context)


def _files(reader):
    """What the download menu offers this reader: (name, what it is, address)."""
    offered = [(kind, format) for kind, format in FORMATS.items() if not (reader.public and kind in FOR_THE_OFFICE)]
    return [
        (format.name, format.what, reverse("reports:iati" if kind == "iati" else f"reports:donor_report_{kind}"))
        for kind, format in offered
    ]


def _report(request):
    reader = reader_of(request.user)
    form = form_of(request, reader) if reader.projects else None
    if form is None or not form.is_valid():
        raise Http404
    return build_report(form.scope, now=timezone.now()), reader.public
