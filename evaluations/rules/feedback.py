"""What anonymous answers say, and when they may say it. Pure: counts in, fractions out (product.md, "Counting")."""

from dataclasses import dataclass
from fractions import Fraction

#: below this many answers a question gives their number alone: a mean would tell what one person thought
FEWEST_ANSWERS = 5
#: the answers that count as good, on the scale of 1 to 5
GOOD = (4, 5)
#: the questions that every office may ask without writing them; reports know them by these names
READY = [
    "overall_satisfaction",
    "relevance_to_my_work",
    "quality_of_facilitation",
    "interpretation_quality",
    "venue_and_logistics",
    "can_apply_what_i_learned",
]


@dataclass(frozen=True)
class Summary:
    """`n` answers to one question; the rest is None when there are too few to show."""

    n: int
    mean: Fraction | None = None
    share_good: Fraction | None = None


def summary(counts):
    """The Summary of `counts` ({answer: how often})."""
    n = sum(counts.values())
    if are_few(n):
        return Summary(n)
    total = sum(answer * times for answer, times in counts.items())
    return Summary(n, Fraction(total, n), Fraction(sum(counts.get(answer, 0) for answer in GOOD), n))


def are_few(n):
    """Whether `n` answers are too few to say anything but their number."""
    return n < FEWEST_ANSWERS
