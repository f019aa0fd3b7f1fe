"""What stands behind a figure: the workshops, then the persons; with the same number, and only the names one may read."""

from dataclasses import fields

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.history import Actor, record
from accounts.templatetags.ui import page_language
from participants.models import Registration
from participants.views.people import note_names
from reports import names
from reports.actions import build_report
from reports.cell_words import words_of
from reports.exports.behind import write_behind
from reports.exports.formats import XLSX
from reports.reading import reader_of, scope_of
from reports.rules.behind import Cell, by_workshop, rows_behind

PER_PAGE = 50
PARTS = [field.name for field in fields(Cell)]


@require_safe
@never_cache
def behind(request):
    """The rows of one cell of the report in the address."""
    report, cell, rows = _opened(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    known = _registrations(request.user, page.object_list)
    note_names(request.user, [row.participant for row in known.values() if row.participant])
    context = {
        "words": list(words_of(cell, names.Names(names.gather(report, [page_language()])[page_language()]))),
        "number": len(rows),
        "workshops": [] if cell.workshop else by_workshop(report.count, rows),
        "page_obj": page,
        "people": [(row, known.get(row.id)) for row in page.object_list],
        "query": _without(request, "page"),
        "back": _without(request, "page", *PARTS),
        "whole": _without(request, "page", "workshop") if cell.workshop else "",
        "section": "reports",
    }
    return render(request, "reports/behind.html", context)


@require_safe
@never_cache
def behind_xlsx(request):
    """The same as a list that may leave the house: names of those alone who agreed that donors learn them."""
    report, cell, rows = _opened(request)
    known = _registrations(request.user, rows)
    for office in sorted({row.workshop.office for row in known.values()}, key=lambda office: office.pk):
        record(by=Actor.of(request.user), now=timezone.now(), obj=office, verb="export_names", office=office)
    content = write_behind(report.count, rows, known, rtl=get_language_bidi())
    return HttpResponse(content, XLSX, headers={"Content-Disposition": f'attachment; filename="{cell.head}.xlsx"'})


def _opened(request):
    """(report, cell, its rows). A donor viewer opens nothing. Raises Http404."""
    reader = reader_of(request.user)
    if reader.public:
        raise Http404
    try:
        cell = Cell(**{name: request.GET.get(name, "") for name in PARTS})
    except ValueError as unknown:
        raise Http404 from unknown
    report = build_report(scope_of(request.GET, reader), now=timezone.now())
    return report, cell, rows_behind(report.count, cell)


def _registrations(user, rows):
    """{id: Registration} of those of `rows` whose names `user` may read; constant number of queries."""
    visible = Registration.objects.visible_to(user).filter(pk__in=[row.id for row in rows])
    related = visible.select_related("workshop__office", "participant__office", "institution")
    return {row.pk: row for row in related.prefetch_related("institution__names").order_by("pk")}


def _without(request, *names_):
    query = request.GET.copy()
    for name in names_:
        query.pop(name, None)
    return query.urlencode()
