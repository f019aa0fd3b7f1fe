"""The page of the test scores of one workshop."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.history import Actor
from attendance.queries import institution_on
from attendance.queries import people as people_of
from evaluations.actions.scores import ScoresRefused, set_scores
from evaluations.forms.numbers import plain, two_places
from evaluations.forms.scores import ScoresForm
from evaluations.models import Score
from evaluations.queries.scores import scores as scores_of
from evaluations.queries.scores import taken
from evaluations.rules.scores import paired
from evaluations.views import words
from evaluations.views.loading import framed, workshop_for
from participants.actions.reading import note_reading

#: two fields per person, each with what it showed, and Django refuses forms of more than 1,000
PER_PAGE = 200


@require_http_methods(["GET", "HEAD", "POST"])
def scores(request, code):
    """Pre- and post-test per person; nothing is stored while one field is wrong."""
    capability = "evaluations.edit" if request.method == "POST" else "evaluations.read"
    workshop = workshop_for(request.user, code, capability)
    people, stored = people_of(workshop), scores_of(workshop)
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    form = _form(request, workshop, page.object_list, stored)
    if request.method == "POST" and _store(request, workshop, form):
        return redirect(request.get_full_path())
    context = framed(request.user, workshop, "scores") | {
        "form": form,
        "rows": _rows(form, page.object_list, workshop),
        "page_obj": page,
        "maximum": plain_maximum(workshop),
        "results": results(stored, people),
    }
    if context["rows"]:
        by, now = Actor.of(request.user), timezone.now()
        may_edit = context["may_score"]
        note_reading(obj=workshop, office=workshop.office, may_edit=may_edit, by=by, now=now, verb="names_read")
    context["taken"] = sum(pre["taken"] + post["taken"] for _person, _institution, pre, post in context["rows"])
    return render(request, "evaluations/scores.html", context)


def _form(request, workshop, people, stored):
    if workshop.test_max_score is None:
        return None
    data = request.POST if request.method == "POST" else None
    return ScoresForm(data, people=people, scores=stored, maximum=plain_maximum(workshop))


def _rows(form, people, workshop):
    if form is None:
        return []
    on_screen = taken(workshop)
    return [(person, institution_on(person, workshop.start), *_cells(form, person, on_screen)) for person in people]


def _cells(form, person, on_screen):
    """The two scores of a row: the field, what it showed, and whether what is stored was taken on a screen."""
    names = {test: f"{test}_{person.pk}" for test in Score.Test.values}
    return [
        {"field": form[name], "shown": form.shown_text(name), "taken": (person.pk, test) in on_screen}
        for test, name in names.items()
    ]


def plain_maximum(workshop):
    """The workshop's maximum without trailing zeros, as a Decimal; None when it has no test."""
    maximum = workshop.test_max_score
    return None if maximum is None else type(maximum)(plain(maximum))


def results(stored, people):
    """The figures under the grid, written with two places: those of the pairs."""
    found = [stored.get(person.pk, {}) for person in people]
    pairs = paired((row.get("pre"), row.get("post")) for row in found)
    return {
        "n": pairs.n,
        "mean_pre": two_places(pairs.mean_pre),
        "mean_post": two_places(pairs.mean_post),
        "gain": two_places(pairs.gain),
        "share_improved": pairs.share_improved,
    }


def _store(request, workshop, form):
    if form is None:
        messages.error(request, words.scores_refused("no_maximum"))
        return True
    if not form.is_valid():
        return False
    try:
        about = {"reason": form.cleaned_data["reason"], "by": Actor.of(request.user), "now": timezone.now()}
        changed = set_scores(workshop=workshop, scores=form.scores, shown=form.shown, **about)
    except ScoresRefused as refused:
        if refused.code == "stale":
            form.show_stale(refused.keys, scores_of(workshop))
            return False
        form.add_error("reason" if refused.code == "needs_reason" else None, words.scores_refused(refused.code))
        return False
    said = ngettext("%(count)s score saved.", "%(count)s scores saved.", changed) % {"count": changed}
    messages.success(request, said if changed else _("No score has changed."))
    return True
