"""The year at a glance, of one office or of all the reader's: what was held, who came, what comes, what is overdue."""

from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.templatetags.ui import page_language
from documents.charts import columns
from reports.actions import build_report
from reports.coming import upcoming
from reports.forms import EVERY
from reports.missing import gaps
from reports.missing_words import WORDS
from reports.payload import build_payload
from reports.presentation import present
from reports.reading import reader_of
from reports.rules.year import months, target_of_women
from reports.scope import find_scope
from workshops.models import Workshop

#: tables of the report that a year is looked at by
TABLES = ("by_region", "by_institution_type")
FIRST_YEAR, LAST_YEAR = 1990, 2100


@require_safe
@never_cache
def dashboard(request):
    """People outside the office have the report of their projects instead. `?year=` and `?office=` narrow it."""
    reader, now = reader_of(request.user), timezone.now()
    if reader.public:
        raise Http404
    office, year = _office(request, reader), _year(request, now)
    first, last = date(year, 1, 1), date(year, 12, 31)
    scope = find_scope(offices=reader.offices, office=office.code if office else None, first=first, last=last)
    report = build_report(scope, now=now)
    shown = present(build_payload(report), page_language())
    found = months(report.count)
    context = {
        "office": office,
        "offices": reader.offices,
        "year": year,
        "years": _years(reader, year, now.year),
        "heads": shown.heads,
        "held": len(report.workshops),
        "institutions": report.figures["institutions_reached"],
        "women": _women(report),
        "tables": [table for table in shown.tables if table.key in TABLES],
        "months": [(date(year, month.number, 1), month) for month in found],
        "chart": _chart(found, year),
        "upcoming": upcoming(request.user, now, office),
        "overdue": _overdue(scope, now),
        "query": urlencode({"project": EVERY, "office": office.code if office else "", "first": first, "last": last}),
        "section": "reports",
    }
    return render(request, "reports/dashboard.html", context)


def _office(request, reader):
    """The office asked for, of the reader's; the only one there is; None for all. Raises Http404."""
    code = request.GET.get("office", "")
    if not code:
        return reader.offices[0] if len(reader.offices) == 1 else None
    found = [office for office in reader.offices if office.code == code]
    if not found:
        raise Http404
    return found[0]


def _year(request, now):
    """The year asked for; this one where none can be read."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else now.year


def _years(reader, *more):
    """The years in which a workshop was held, and `more` (this one, the one shown), latest first."""
    held = Workshop.objects.reported().filter(office__in=reader.offices).values_list("end__year", flat=True).distinct()
    return sorted({*held.order_by("end__year"), *more}, reverse=True)


def _women(report):
    """The share of women with its numbers, and the target, as percent for the meter; None when nobody stated a sex."""
    counts = report.figures["by_sex"]
    stated = sum(count for sex, count in counts.items() if sex != "not_stated")
    if not stated:
        return None
    ids = [workshop.id for workshop in report.workshops]
    targets = dict(Workshop.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "target_women_share"))
    target = target_of_women(report.count, targets)
    share = counts.get("F", 0) / stated
    return {
        "share": share, "fill": 100 * share, "women": counts.get("F", 0), "stated": stated,
        "target": None if target is None else float(target), "mark": None if target is None else 100 * float(target),
    }  # fmt: skip


def _chart(found, year):
    """Participations month by month, those of women beside them; nothing to draw in a year without any."""
    if not any(month.participations for month in found):
        return ""
    title = _("Participations of each month of %(year)s, and those of women beside them") % {"year": year}
    return columns([(month.number, month.participations, month.women) for month in found], title=title, rtl=get_language_bidi())


def _overdue(scope, now):
    """[(heading, what it does, workshops concerned)] of what the year's figures still lack."""
    kinds = groupby(gaps(scope, timezone.localdate(now)), key=lambda gap: gap.code)
    return [(WORDS[code][0], WORDS[code][1], len(list(found))) for code, found in kinds]
