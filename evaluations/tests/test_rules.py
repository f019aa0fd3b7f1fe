from decimal import Decimal
from fractions import Fraction

import pytest

from evaluations.rules.feedback import Summary, summary
from evaluations.rules.scores import Pairs, paired, points_fault


def test_paired_counts_only_those_with_both_scores():
    scores = [(Decimal(10), Decimal(14)), (None, Decimal(20)), (Decimal(3), None), (Decimal(12), Decimal("11.5"))]
    assert paired(scores) == Pairs(2, Fraction(11), Fraction(51, 4), Fraction(7, 4), Fraction(1, 2))


def test_paired_of_nobody_knows_nothing():
    assert paired([(None, Decimal(1))]) == Pairs(0, None, None, None, None)


@pytest.mark.parametrize(
    ("points", "fault"),
    [
        ("0", None),
        ("20", None),
        ("7.125", None),
        ("-0.5", "negative"),
        ("20.001", "above_maximum"),
        ("7.1255", "too_precise"),
        ("NaN", "not_a_number"),
        ("1e99", "above_maximum"),
    ],
)
def test_points_lie_in_the_scale(points, fault):
    assert points_fault(Decimal(points), Decimal(20)) == fault


def test_a_mean_is_shown_from_five_answers_on():
    assert summary({5: 3, 2: 1}) == Summary(4, None, None)
    assert summary({5: 2, 4: 1, 2: 2}) == Summary(5, Fraction(18, 5), Fraction(3, 5))
