"""The report of a project for its donors: a page, and the same as files."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import access
from accounts.templatetags.ui import page_language
from reports.actions import build_report
from reports.exporting import is_large
from reports.exports.formats import FORMATS, file_name
from reports.exports.iati.missing import Incomplete, lacks
from reports.payload import build_payload
from reports.presentation import present
from reports.reading import form_of, reader_of, scope_of


@require_safe
@never_cache
def donor_report(request):
    """Choose a report and read it."""
    reader = reader_of(request.user)
    if not reader.projects:
        return render(request, "reports/no_project.html")
    form = form_of(request.GET, reader)
    context = {"form": form, "public": reader.public, "query": request.GET.urlencode(), "files": _files()}
    context["may_keep"] = not reader.public
    context["open"] = None if reader.public else context["query"]
    if form.is_valid():
        context["large"] = is_large(form.scope)
        report = build_report(form.scope, now=timezone.now(), publication=reader.public)
        context["report"] = present(build_payload(report), page_language())
    return render(request, "reports/donor_report.html", context)


@require_safe
@never_cache
def donor_report_file(request, kind):
    """The report as a file of `kind` (of `reports.exports.formats`), in the language of the page."""
    payload = _whole(request, publication=FORMATS[kind].published)
    try:
        content = FORMATS[kind].write(payload, page_language())
    except Incomplete:
        return iati(request)
    name = file_name(payload, kind)
    return HttpResponse(content, FORMATS[kind].media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
@never_cache
def iati(request):
    """What the IATI file of a project lacks, before it is taken."""
    scope = scope_of(request.GET, reader_of(request.user))
    missing = lacks(_whole(request, publication=True)["iati"])
    context = {
        "project": scope.project,
        "needed": [lack.sentence for lack in missing if lack.needed],
        "wished": [lack.sentence for lack in missing if not lack.needed],
        "may_edit": access.may_anywhere(request.user, "projects.edit") and scope.project,
        "query": request.GET.urlencode(),
        "back": f"{reverse('reports:donor_report')}?{request.GET.urlencode()}",
        "large": is_large(scope),
        "section": "reports",
    }
    return render(request, "reports/iati.html", context)


def _files():
    """What the download menu offers: (kind, name, what it is, address)."""
    return [
        (kind, format.name, format.what, reverse("reports:iati" if kind == "iati" else f"reports:donor_report_{kind}"))
        for kind, format in FORMATS.items()
    ]


def _whole(request, *, publication):
    """The whole payload of the report in the address; people outside the office get figures for publication."""
    reader = reader_of(request.user)
    report = build_report(scope_of(request.GET, reader), now=timezone.now(), publication=publication or reader.public)
    return build_payload(report, whole=True)
