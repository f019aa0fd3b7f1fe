"""The results of a workshop's tests, put together once for page and workbook."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from evaluations.forms.numbers import plain
from evaluations.queries import assessments as facts
from evaluations.queries.scores import scores as scores_of
from evaluations.rules.assessments import ease
from evaluations.rules.scores import BANDS, MASTERY, Pairs, distribution, in_percent, paired, reaching
from workshops.models import CertificateRule


@dataclass(frozen=True)
class Band:
    """A fifth of the maximum: its ends in points, and how many of the pairs lie in it."""

    label: str
    before: int
    after: int


@dataclass(frozen=True)
class Asked:
    """A question, how many answered in each test, and the share of its points they earned."""

    question: object
    answers_before: int
    answers_after: int
    before: Fraction | None
    after: Fraction | None

    @property
    def is_hard(self):
        """Less than half right even afterwards: a question, or a session, to look at."""
        return self.after is not None and self.after < Fraction(1, 2)

    @property
    def before_percent(self):
        return None if self.before is None else float(100 * self.before)

    @property
    def after_percent(self):
        return None if self.after is None else float(100 * self.after)


@dataclass(frozen=True)
class Results:
    """`before` and `after`: how many took each test. `mark`: the points that count as mastery, `mastered` (before, after) of the
    pairs. `gain_pct`: the mean gain in percent of the maximum."""

    maximum: object
    scores: dict
    pairs: Pairs
    before: int
    after: int
    gain_pct: Fraction | None
    mark: object
    mark_is_rule: bool
    mastered: tuple
    bands: list
    questions: list

    @property
    def mark_text(self):
        """The points of mastery as a person writes them: 14, 10.5."""
        mark = Fraction(self.mark)
        return plain(Decimal(mark.numerator) / mark.denominator)

    @property
    def improved(self):
        return int(self.pairs.share_improved * self.pairs.n) if self.pairs.n else 0

    @property
    def mastery_after(self):
        return Fraction(self.mastered[1], self.pairs.n) if self.pairs.n else None


def results_of(workshop, people):
    """Results of `workshop` over its confirmed `people`."""
    stored = scores_of(workshop)
    found = [stored.get(person.pk, {}) for person in people]
    both = [(row["pre"], row["post"]) for row in found if "pre" in row and "post" in row]
    maximum, pairs = workshop.test_max_score, paired(both)
    mark, is_rule = _mark(workshop)
    return Results(
        maximum=maximum,
        scores=stored,
        pairs=pairs,
        before=sum("pre" in row for row in found),
        after=sum("post" in row for row in found),
        gain_pct=in_percent(pairs.gain, maximum),
        mark=mark,
        mark_is_rule=is_rule,
        mastered=reaching(both, mark) if mark is not None else (0, 0),
        bands=_bands(both, maximum) if maximum else [],
        questions=_questions(workshop),
    )


def _mark(workshop):
    """(the points that count as mastery, whether the certificate rule names them)."""
    rule = CertificateRule.objects.filter(workshop=workshop, test=CertificateRule.Test.SCORE).first()
    if rule:
        return rule.pass_mark, True
    return (None if workshop.test_max_score is None else Fraction(workshop.test_max_score) * MASTERY), False


def _bands(both, maximum):
    before, after = (distribution([pair[place] for pair in both], maximum) for place in (0, 1))
    ends = [plain(maximum * step / BANDS) for step in range(BANDS + 1)]
    return [Band(f"{ends[at]}–{ends[at + 1]}", before[at], after[at]) for at in range(BANDS)]


def _questions(workshop):
    counted = facts.answers_by_question(workshop)
    return [_asked(question, counted.get(question.pk, {})) for question in facts.questions(workshop)]


def _asked(question, counted):
    (n_before, earned_before), (n_after, earned_after) = (counted.get(test, (0, 0)) for test in ("pre", "post"))
    before, after = ease(earned_before, n_before, question.points), ease(earned_after, n_after, question.points)
    return Asked(question, n_before, n_after, before, after)
