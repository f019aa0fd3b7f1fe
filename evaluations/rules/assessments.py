"""Marking a paper and reading what it says of a question. Pure: keys and answers in, points and shares out."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

NUMBER = "number"
#: the fewest answers a question can offer to choose from
FEWEST_CHOICES = 2


@dataclass(frozen=True)
class Key:
    """What is right for one question: the ids in `right`, or `number` within `tolerance`."""

    kind: str
    points: Decimal
    right: frozenset = frozenset()
    number: Decimal | None = None
    tolerance: Decimal = Decimal(0)


def points_for(key, given):
    """The points of `given` (a set of choice ids; for a number a Decimal or None): all of the question's, or none."""
    if key.kind == NUMBER:
        is_right = given is not None and abs(given - key.number) <= key.tolerance
    else:
        is_right = frozenset(given) == key.right and bool(key.right)
    return key.points if is_right else Decimal(0)


def question_fault(kind, choices, number):
    """Why a question cannot be set, or "". `choices` are booleans, whether each is right.

    Codes: no_number, few_choices, none_right, several_right, all_right.
    """
    if kind == NUMBER:
        return "no_number" if number is None else ""
    if len(choices) < FEWEST_CHOICES:
        return "few_choices"
    if not any(choices):
        return "none_right"
    if kind == "multiple":
        return "all_right" if all(choices) else ""
    return "several_right" if sum(choices) > 1 else ""


def total_fault(*, total, maximum, has_scores, pass_mark):
    """Why the paper's `total` cannot be the maximum of the workshop, or "". Codes: no_questions, other_total, pass_mark.

    Scores already given were given out of `maximum`, and a pass mark must stay within reach.
    """
    if not total:
        return "no_questions"
    if total == maximum:
        return ""
    if has_scores:
        return "other_total"
    return "pass_mark" if pass_mark is not None and pass_mark > total else ""


def ease(points, answers, full):
    """The share of the points of a question that `answers` answers earned together; None without any."""
    return Fraction(points) / (answers * Fraction(full)) if answers else None
