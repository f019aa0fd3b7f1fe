"""The results of the tests as a workbook: the figures, the scores by name, every question."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attendance.queries import institution_on
from documents.tables import Column, Sheet, workbook


def results_workbook(workshop, people, found, *, rtl=False):
    """XLSX bytes of `found` (results.Results) over `people`."""
    return workbook([_figures(found), _scores(workshop, people, found), _questions(found)], rtl=rtl)


def _figures(found):
    """Each figure of the page with its denominator; an unknown one stays empty."""
    n, pairs = found.pairs.n, found.pairs
    mastered = [Fraction(count, n) if n else None for count in found.mastered]
    rows = [
        [_("Maximum"), _number(found.maximum), None],
        [_("Took the pre-test"), found.before, None],
        [_("Took the post-test"), found.after, None],
        [_("Took both: the pairs"), n, None],
        [_("Mean before, points"), _rounded(pairs.mean_pre), n],
        [_("Mean after, points"), _rounded(pairs.mean_post), n],
        [_("Mean gain, points"), _rounded(pairs.gain), n],
        [_("Mean gain, percent of the maximum"), _rounded(found.gain_pct, 1), n],
        [_("Share that improved"), _rounded(pairs.share_improved, 4), n],
        [_("Points that count as mastery"), _number(found.mark), None],
        [_("Share with mastery before"), _rounded(mastered[0], 4), n],
        [_("Share with mastery after"), _rounded(mastered[1], 4), n],
    ]
    columns = [Column(_("Figure"), 40), Column(_("Value"), 14), Column(_("Of so many"), 14)]
    return Sheet(_("Results"), columns, rows)


def _scores(workshop, people, found):
    columns = [
        Column(_("Given name"), 20),
        Column(_("Family name"), 24),
        Column(_("Full name in Arabic"), 26),
        Column(_("Institution"), 40),
        Column(_("Pre-test"), 12),
        Column(_("Post-test"), 12),
        Column(_("Gain"), 12),
    ]
    return Sheet(_("Scores"), columns, [_person(workshop, person, found.scores.get(person.pk, {})) for person in people])


def _person(workshop, person, scores):
    pre, post = scores.get("pre"), scores.get("post")
    names = [person.given_name, person.family_name, person.arabic_name, institution_on(person, workshop.start)]
    return [*names, _number(pre), _number(post), _number(post - pre) if None not in (pre, post) else None]


def _questions(found):
    columns = [
        Column(_("No."), 6),
        Column(_("Question"), 60),
        Column(_("Kind"), 22),
        Column(_("Points"), 10),
        Column(_("Answers before"), 12),
        Column(_("Share right before"), 12, "percent"),
        Column(_("Answers after"), 12),
        Column(_("Share right after"), 12, "percent"),
    ]
    rows = [
        [
            number,
            str(row.question),
            row.question.get_kind_display(),
            _number(row.question.points),
            row.answers_before,
            _rounded(row.before, 4),
            row.answers_after,
            _rounded(row.after, 4),
        ]
        for number, row in enumerate(found.questions, start=1)
    ]
    return Sheet(pgettext("a test", "Questions"), columns, rows)


def _number(value):
    """A Decimal or Fraction as a cell holds it: whole ones without a point."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _rounded(value, places=2):
    """An exact value as a cell shows it, halves away from zero; None stays None."""
    if value is None:
        return None
    scale = 10**places
    whole = int((2 * abs(Fraction(value)) * scale + 1) // 2)
    return (whole if value >= 0 else -whole) / scale
