"""When anonymous answers may be shown. Pure: totals in, fractions out (product.md, "Counting")."""

from fractions import Fraction

#: below this many answers a mean is not shown: it would tell what one person thought
FEWEST_ANSWERS = 5


def mean_of_answers(total, n):
    """The mean of `n` anonymous answers that sum to `total`; None when there are too few to show."""
    return Fraction(total, n) if n >= FEWEST_ANSWERS else None
