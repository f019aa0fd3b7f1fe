"""The page of the test scores of one workshop."""

from fractions import Fraction

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.history import Actor
from attendance.queries import institution_on
from attendance.queries import people as people_of
from evaluations.actions.scores import ScoresRefused, set_scores
from evaluations.forms.scores import ScoresForm, plain
from evaluations.queries.scores import scores as scores_of
from evaluations.rules.scores import paired
from workshops.models import Workshop
from workshops.queries import frame

#: two fields per person, and Django refuses forms of more than 1,000
PER_PAGE = 200


@require_http_methods(["GET", "HEAD", "POST"])
def scores(request, code):
    """Pre- and post-test per person; nothing is stored while one field is wrong."""
    capability = "evaluations.edit" if request.method == "POST" else "evaluations.read"
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, capability).select_related("office"), code=code)
    people, stored = people_of(workshop), scores_of(workshop)
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    form = _form(request, workshop, page.object_list, stored)
    if request.method == "POST" and _store(request, workshop, form):
        return redirect(request.get_full_path())
    context = {
        "form": form,
        "rows": _rows(form, page.object_list, workshop),
        "page_obj": page,
        "editable": workshop.state != Workshop.State.CLOSED and may_edit(request.user, workshop),
        "maximum": plain_maximum(workshop),
        "results": results(stored, people),
    }
    return render(request, "evaluations/scores.html", frame(workshop, request.user, "scores") | context)


def _form(request, workshop, people, stored):
    if workshop.test_max_score is None:
        return None
    data = request.POST if request.method == "POST" else None
    return ScoresForm(data, people=people, scores=stored, maximum=plain_maximum(workshop))


def _rows(form, people, workshop):
    if form is None:
        return []
    return [
        (person, institution_on(person, workshop.start), form[f"pre_{person.pk}"], form[f"post_{person.pk}"]) for person in people
    ]


def may_edit(user, workshop):
    return Workshop.objects.visible_to(user, "evaluations.edit").filter(pk=workshop.pk).exists()


def plain_maximum(workshop):
    """The workshop's maximum without trailing zeros, as a Decimal; None when it has no test."""
    maximum = workshop.test_max_score
    return None if maximum is None else type(maximum)(plain(maximum))


def results(stored, people):
    """The figures under the grid, written with two places: the pairs, and how many took each test."""
    found = [stored.get(person.pk, {}) for person in people]
    pairs = paired((row.get("pre"), row.get("post")) for row in found)
    return {
        "n": pairs.n,
        "mean_pre": two_places(pairs.mean_pre),
        "mean_post": two_places(pairs.mean_post),
        "gain": two_places(pairs.gain),
        "share_improved": pairs.share_improved,
        "pre": sum("pre" in row for row in found),
        "post": sum("post" in row for row in found),
    }


def two_places(number):
    """A Fraction with two places, halves away from zero; a dash when there is none."""
    if number is None:
        return "–"
    hundredths = int(abs(number) * 100 + Fraction(1, 2))
    return f"{'-' if number < 0 and hundredths else ''}{hundredths // 100}.{hundredths % 100:02}"


def _store(request, workshop, form):
    if form is None:
        messages.error(request, refusal("no_maximum"))
        return True
    if not form.is_valid():
        return False
    try:
        changed = set_scores(workshop=workshop, scores=form.scores, by=Actor.of(request.user), now=timezone.now())
    except ScoresRefused as refused:
        form.add_error(None, refusal(refused.code))
        return False
    said = ngettext("%(count)s score saved.", "%(count)s scores saved.", changed) % {"count": changed}
    messages.success(request, said if changed else _("No score has changed."))
    return True


def refusal(code):
    """A ScoresRefused in words."""
    return {
        "no_maximum": _("This workshop has no maximum score: set one before entering scores."),
        "closed": _("The workshop is closed and its figures are final. Reopen the workshop first."),
        "unknown_test": _("This test is unknown."),
        "other_workshop": _("Somebody here is not registered for this workshop."),
        "not_confirmed": _("Somebody here is no longer confirmed. Open the page again."),
        "out_of_range": _("A score lies outside 0 to the maximum."),
    }[code]
