"""The score sheet: downloaded with the names on it, filled in, sent back; a verdict for every row, all or nothing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.history import Actor, record
from attendance.queries import people as people_of
from evaluations.actions.scores import ScoresRefused, set_scores
from evaluations.forms.numbers import plain
from evaluations.forms.sheets import SheetForm
from evaluations.models import Score
from evaluations.queries.scores import listed
from evaluations.queries.scores import scores as scores_of
from evaluations.rules.sheets import judge
from evaluations.scoresheet import make_sheet
from evaluations.views import words
from evaluations.views.loading import framed, workshop_for
from evaluations.views.results import XLSX


@require_safe
def template(request, code):
    """The sheet to fill in, the confirmed people and the scores stored so far on it."""
    workshop = workshop_for(request.user, code, "evaluations.edit")
    record(by=Actor.of(request.user), now=timezone.now(), obj=workshop, verb="export_names", office=workshop.office)
    data = make_sheet(workshop, people_of(workshop), scores_of(workshop), rtl=get_language_bidi())
    return HttpResponse(data, XLSX, headers={"Content-Disposition": f'attachment; filename="{workshop.code}-scores.xlsx"'})


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request, code):
    """Take a filled sheet: every row is judged; one that cannot be stored stops all."""
    workshop = workshop_for(request.user, code, "evaluations.edit")
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    verdicts, maximum = [], workshop.test_max_score
    if form.is_bound and maximum is None:
        form.add_error(None, words.scores_refused("no_maximum"))
    elif form.is_bound and form.is_valid():
        about = {"lone_post": form.cleaned_data["lone_post"], "has_reason": bool(form.cleaned_data["reason"])}
        verdicts = judge(form.cleaned_data["lines"], listed(workshop), maximum=maximum, **about)
        if _stored(request, workshop, form, verdicts):
            return redirect("evaluations:scores", code)
    context = framed(request.user, workshop, "scores") | {"form": form, "maximum": None if maximum is None else plain(maximum)}
    rows = sorted(verdicts, key=lambda verdict: (verdict.is_fine, verdict.line.number))
    context |= {"rows": [(row, words.verdict(row)) for row in rows], "wrong": sum(not row.is_fine for row in rows)}
    return render(request, "evaluations/import.html", context, status=409 if verdicts else 200)


def _stored(request, workshop, form, verdicts):
    """Whether the whole sheet was stored; why not stands on the form."""
    if not all(verdict.is_fine for verdict in verdicts):
        return False
    scores = {(v.person.pk, test): points for v in verdicts for test, points in v.scores.items()}
    about = {"reason": form.cleaned_data["reason"], "source": Score.Source.SHEET}
    try:
        changed = set_scores(workshop=workshop, scores=scores, by=Actor.of(request.user), now=timezone.now(), **about)
    except ScoresRefused as refused:
        form.add_error(None, words.scores_refused(refused.code))
        return False
    said = ngettext("%(count)s score stored from the sheet.", "%(count)s scores stored from the sheet.", changed)
    messages.success(request, said % {"count": changed} if changed else _("The sheet says what is stored already."))
    return True
