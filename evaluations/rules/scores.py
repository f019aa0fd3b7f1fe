"""What scores say about learning, as exact numbers. Pure: points in, fractions out (product.md, "Counting").

Only registrations with both scores count; each is one pair.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

#: fifths of the maximum, the steps of a distribution
BANDS = 5
#: the share of the maximum that counts as mastery where no rule names a pass mark
MASTERY = Fraction(7, 10)


@dataclass(frozen=True)
class Pairs:
    """`n` pairs, their means and mean gain in points, and the share of those who improved; None without a pair."""

    n: int
    mean_pre: Fraction | None
    mean_post: Fraction | None
    gain: Fraction | None
    share_improved: Fraction | None


def paired(scores):
    """Pairs from `(pre, post)` of each registration; None stands for a test not taken."""
    both = [(Fraction(pre), Fraction(post)) for pre, post in scores if pre is not None and post is not None]
    if not both:
        return Pairs(0, None, None, None, None)
    n = len(both)
    pre, post = (sum(points) / n for points in zip(*both, strict=True))
    return Pairs(n, pre, post, post - pre, Fraction(sum(b > a for a, b in both), n))


def in_percent(points, maximum):
    """`points` as percent of `maximum`; None when either is unknown."""
    return None if points is None or not maximum else 100 * points / Fraction(maximum)


def reaching(scores, mark):
    """How many of the pairs in `scores` reach `mark` before, and how many after."""
    both = [(pre, post) for pre, post in scores if pre is not None and post is not None]
    return sum(pre >= mark for pre, _post in both), sum(post >= mark for _pre, post in both)


def distribution(points, maximum):
    """How many of `points` lie in each fifth of 0 to `maximum`; a fifth holds its lower end, the last one both."""
    counts = [0] * BANDS
    for value in points:
        counts[min(int(BANDS * Fraction(value) / Fraction(maximum)), BANDS - 1)] += 1
    return counts


def points_fault(points, maximum):
    """Why `points` cannot be a score under `maximum`, or None. Codes: not_a_number, negative, above_maximum, too_precise."""
    if not points.is_finite():
        return "not_a_number"
    if points < 0:
        return "negative"
    if points > maximum:
        return "above_maximum"
    return None if points == points.quantize(Decimal("0.001")) else "too_precise"
