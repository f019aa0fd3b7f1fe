"""Files of large reports: order one, see how far it is, take it, drop it. Everybody sees their own alone."""

from django.db import transaction
from django.http import FileResponse, Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.templatetags.ui import page_language
from reports import exporting
from reports.exports.formats import FORMATS
from reports.forms import ReportForm
from reports.models import ReportExport
from reports.reading import reader_of, scope_of
from reports.tasks import make_export

SHOWN = 50
WORDS = {
    "gone": _("The report cannot be read any more."),
    "incomplete": _("The project lacks data that an IATI file needs."),
    "broken": _("Something went wrong. Order it again; if it fails twice, tell an administrator."),
}


@require_POST
def export_start(request):
    """Order a file of the report that the address asks for; `kind` says which."""
    scope_of(request.GET, reader_of(request.user))
    kind = request.POST.get("kind", "")
    if kind not in FORMATS:
        return HttpResponseBadRequest()
    query = {name: request.GET.getlist(name) for name in ReportForm.base_fields if request.GET.get(name)}
    with transaction.atomic():
        ordered = {"by": request.user, "kind": kind, "language": page_language(), "query": query}
        export, is_new = exporting.order(**ordered, now=timezone.now())
        if is_new:
            make_export.enqueue(export.pk)
    return redirect("reports:exports")


@require_safe
@never_cache
def exports(request):
    """One's own files, the newest first; the list asks for itself while one is under way."""
    reader_of(request.user)
    rows = list(ReportExport.objects.visible_to(request.user).order_by("-created_at", "-pk")[:SHOWN])
    context = {
        "exports": [_words(row) for row in rows],
        "waiting": any(row.state in (row.State.WAITING, row.State.WORKING) for row in rows),
        "section": "reports",
    }
    return render(request, "reports/_exports.html" if request.htmx else "reports/exports.html", context)


@require_safe
def export_file(request, pk):
    """The file, while its owner may still read the report, and read it as it was made."""
    export = get_object_or_404(ReportExport.objects.visible_to(request.user), pk=pk, state=ReportExport.State.DONE)
    reader = reader_of(request.user)
    scope_of(exporting.as_query(export.query), reader)
    if reader.public and not export.publication:
        raise Http404
    try:
        file = exporting.path_of(export).open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    response = FileResponse(file, as_attachment=True, filename=export.name, content_type=FORMATS[export.kind].media_type)
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_POST
def export_drop(request, pk):
    exporting.drop(get_object_or_404(ReportExport.objects.visible_to(request.user), pk=pk))
    return redirect("reports:exports")


def _words(row):
    """What the list says of an export."""
    return {
        "row": row,
        "format": FORMATS[row.kind].name,
        "why": WORDS.get(row.error, ""),
        "until": row.created_at + exporting.KEPT,
        "steps": ReportExport.STEPS,
        "is_iati": row.kind == "iati",
    }
