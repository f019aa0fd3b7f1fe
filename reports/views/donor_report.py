"""The report of a project for its donors: a page, and the same as PDF, XLSX and JSON."""

from dataclasses import dataclass

from django.db.models import F, Max, Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import access
from accounts.templatetags.ui import page_language
from reports import pdf
from reports.actions import build_report
from reports.exports import xlsx
from reports.forms import ReportForm
from reports.payload import build_payload
from reports.presentation import present
from workshops.models import Project

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    context = {"form": form, "public": reader.public, "may_keep": not reader.public, "query": request.GET.urlencode()}
    if form.is_valid():
        report = build_report(form.scope, now=timezone.now())
        context["report"] = present(build_payload(report), page_language(), public=reader.public)
    return render(request, "reports/donor_report.html", context)


@require_safe
@never_cache
def donor_report_pdf(request):
    report, public = _report(request)
    content = pdf.render_pdf(build_payload(report), page_language(), public=public)
    return _file(report, content, "pdf", "application/pdf")


@require_safe
@never_cache
def donor_report_xlsx(request):
    report, public = _report(request)
    content = xlsx.write_xlsx(build_payload(report), page_language(), public=public)
    return _file(report, content, "xlsx", XLSX)


@require_safe
@never_cache
def donor_report_json(request):
    """The figures as they are counted; for the office alone, because they hold small cells."""
    report, public = _report(request)
    if public:
        raise Http404
    return JsonResponse(report.as_json(), json_dumps_params={"indent": 1})


def _report(request):
    reader = reader_of(request.user)
    form = form_of(request, reader) if reader.projects else None
    if form is None or not form.is_valid():
        raise Http404
    return build_report(form.scope, now=timezone.now()), reader.public


def _file(report, content, ending, media_type):
    parts = [report.scope.project.code, report.scope.donor.key if report.scope.donor else ""]
    name = slugify("-".join(["report", *filter(None, parts)]).replace(".", "-"))
    return HttpResponse(content, media_type, headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'})
