"""What the tests say: the pairs, how hard each question was, how the scores lie; on the page and as a workbook."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.history import Actor, record
from attendance.queries import people as people_of
from documents.charts import columns
from evaluations.export import results_workbook
from evaluations.results import results_of
from evaluations.views.loading import framed, workshop_for

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def results(request, code):
    """The figures of the pairs, their distribution, and every question."""
    workshop = workshop_for(request.user, code)
    found = results_of(workshop, people_of(workshop))
    context = framed(request.user, workshop, "results") | {"found": found, "chart": _chart(found)}
    return render(request, "evaluations/results.html", context)


@require_safe
def export(request, code):
    """The same with the scores by name, for whoever may take names away; the history keeps that it was done."""
    workshop = workshop_for(request.user, code, "registrations.read")
    record(by=Actor.of(request.user), now=timezone.now(), obj=workshop, verb="export_names", office=workshop.office)
    people = people_of(workshop)
    data = results_workbook(workshop, people, results_of(workshop, people), rtl=get_language_bidi())
    return HttpResponse(data, XLSX, headers={"Content-Disposition": f'attachment; filename="{workshop.code}-tests.xlsx"'})


def _chart(found):
    if not found.pairs.n:
        return ""
    title = _("How many of %(n)s people scored in each fifth of the maximum, before and after") % {"n": found.pairs.n}
    return columns([(band.label, band.before, band.after) for band in found.bands], title=title, rtl=get_language_bidi())
