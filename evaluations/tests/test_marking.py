from decimal import Decimal
from fractions import Fraction

import pytest

from evaluations.rules.assessments import Key, ease, points_for, question_fault, total_fault
from evaluations.rules.scores import distribution, in_percent, reaching

MULTIPLE = Key("multiple", Decimal("2.5"), frozenset({1, 3}))
NUMBER = Key("number", Decimal(3), number=Decimal(18), tolerance=Decimal("0.5"))


@pytest.mark.parametrize(
    ("key", "given", "points"),
    [
        (MULTIPLE, {1, 3}, "2.5"),
        (MULTIPLE, {1}, "0"),
        (MULTIPLE, {1, 2, 3}, "0"),
        (MULTIPLE, set(), "0"),
        (Key("single", Decimal(1), frozenset()), set(), "0"),
        (NUMBER, Decimal("18.5"), "3"),
        (NUMBER, Decimal("17.4"), "0"),
        (NUMBER, None, "0"),
    ],
)
def test_a_question_gives_all_its_points_or_none(key, given, points):
    assert points_for(key, given) == Decimal(points)


@pytest.mark.parametrize(
    ("kind", "choices", "number", "fault"),
    [
        ("single", [True, False], None, ""),
        ("single", [True], None, "few_choices"),
        ("single", [False, False], None, "none_right"),
        ("single", [True, True], None, "several_right"),
        ("multiple", [True, True, False], None, ""),
        ("multiple", [True, True], None, "all_right"),
        ("true_false", [False, True], None, ""),
        ("number", [], Decimal(0), ""),
        ("number", [], None, "no_number"),
    ],
)
def test_a_question_has_an_answer_that_can_be_right(kind, choices, number, fault):
    assert question_fault(kind, choices, number) == fault


@pytest.mark.parametrize(
    ("total", "maximum", "has_scores", "pass_mark", "fault"),
    [
        (20, 20, True, 15, ""),
        (18, 20, False, None, ""),
        (18, 20, False, 18, ""),
        (18, None, False, None, ""),
        (0, None, False, None, "no_questions"),
        (18, 20, True, None, "other_total"),
        (18, 20, False, 19, "pass_mark"),
    ],
)
def test_the_total_becomes_the_maximum_where_nothing_contradicts(total, maximum, has_scores, pass_mark, fault):
    assert total_fault(total=total, maximum=maximum, has_scores=has_scores, pass_mark=pass_mark) == fault


def test_ease_is_the_share_of_the_points_earned():
    assert (ease(Decimal(6), 4, Decimal(2)), ease(0, 0, Decimal(2))) == (Fraction(3, 4), None)


def test_a_distribution_has_fifths_and_keeps_the_maximum_in_the_last():
    points = [Decimal(value) for value in ("0", "3.9", "4", "19.99", "20")]
    assert distribution(points, Decimal(20)) == [2, 1, 0, 0, 2]


def test_mastery_counts_pairs_alone():
    scores = [(Decimal(14), Decimal(14)), (Decimal(5), Decimal(13)), (None, Decimal(20)), (Decimal(20), None)]
    assert reaching(scores, Decimal(14)) == (1, 1)


def test_points_in_percent_of_the_maximum():
    assert (in_percent(Fraction(49, 10), Decimal(20)), in_percent(None, 20), in_percent(Fraction(1), None)) == (24.5, None, None)
