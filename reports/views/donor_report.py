"""The report of a project, or of several, for its donors: a page, and the same as PDF, XLSX and JSON."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports import pdf
from reports.actions import build_report
from reports.exports import xlsx
from reports.forms import EVERY, ReportForm
from reports.presentation import present
from reports.reading import reader_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def form_of(request, reader):
    """The form filled from the address, for the first project by default. Raises Http404 for a project not visible."""
    by_code = {project.code: project for project in reader.projects}
    codes = [code for code in request.GET.getlist("project") if code] or [next(iter(by_code))]
    if EVERY in codes:
        projects = []
    elif set(codes) <= by_code.keys():
        projects = [by_code[code] for code in dict.fromkeys(codes)]
    else:
        raise Http404
    data = {name: request.GET.get(name, "") for name in ("donor", "office", "topic", "first", "last")}
    return ReportForm(data, reader=reader, projects=projects)


@require_safe
@never_cache
def donor_report(request):
    """Choose a report and read it."""
    reader = reader_of(request.user)
    if not reader.projects:
        return render(request, "reports/no_project.html")
    form = form_of(request, reader)
    context = {"form": form, "public": reader.public, "query": request.GET.urlencode()}
    if form.is_valid():
        context["report"] = present(_built(form, reader))
    return render(request, "reports/donor_report.html", context)


@require_safe
@never_cache
def donor_report_pdf(request):
    report = _report(request)
    return _file(report, pdf.render_pdf(report, get_language()), "pdf", "application/pdf")


@require_safe
@never_cache
def donor_report_xlsx(request):
    report = _report(request)
    return _file(report, xlsx.write_xlsx(report, get_language()), "xlsx", XLSX)


@require_safe
@never_cache
def donor_report_json(request):
    """The figures as the command writes them; what is not published is null, and named in `suppressed`."""
    return JsonResponse(_report(request).as_json(), json_dumps_params={"indent": 1})


def _report(request):
    reader = reader_of(request.user)
    form = form_of(request, reader) if reader.projects else None
    if form is None or not form.is_valid():
        raise Http404
    return _built(form, reader)


def _built(form, reader):
    return build_report(form.scope, now=timezone.now(), publication=reader.public)


def _file(report, content, ending, media_type):
    scope = report.scope
    parts = [*(project.code for project in scope.projects), *(donor.key for donor in scope.donors)]
    name = slugify("-".join(["report", *parts]).replace(".", "-"))[:100]
    return HttpResponse(content, media_type, headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'})
