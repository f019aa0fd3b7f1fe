"""What scores say about learning, as exact numbers. Pure: points in, fractions out (product.md, "Counting").

Only registrations with both scores count; each is one pair.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


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


def points_fault(points, maximum):
    """Why `points` cannot be a score under `maximum`, or None. Codes: not_a_number, negative, above_maximum, too_precise."""
    if not points.is_finite():
        return "not_a_number"
    if points < 0:
        return "negative"
    if points > maximum:
        return "above_maximum"
    return None if points == points.quantize(Decimal("0.001")) else "too_precise"
