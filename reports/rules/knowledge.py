"""Knowledge gain: what people knew before and after, of those who sat both tests."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

from reports.rules.counting import Count
from reports.rules.rounding import MONEY, PERCENT, RATIO, ratio, rounded

FULL = 100


def pairs(c: Count):
    """(registration, maximum) of each confirmed registration with both scores; without a maximum they say nothing."""
    maxima = {workshop.id: workshop.max_score for workshop in c.facts.workshops}
    return [
        (row, maxima[row.workshop])
        for row in c.confirmed
        if row.pre_test is not None and row.post_test is not None and maxima[row.workshop]
    ]


def paired_tests(c: Count):
    """Means and gains of the pairs, in points of the one maximum; with different maxima in percent, `max_score` 100."""
    found = pairs(c)
    highest = _highest(maximum for _row, maximum in found)
    means = [_mean(found, test, highest) for test in ("pre_test", "post_test")] if found else None
    improved = sum(row.post_test > row.pre_test for row, _maximum in found)
    gains = _gains(*means, highest) if found else dict.fromkeys(_gains(0, 0, 1))
    return {
        "n": len(found),
        "max_score": rounded(highest, 3),
        **gains,
        "share_improved": rounded(ratio(improved, len(found)), RATIO),
    }


def _gains(pre, post, highest):
    """The figures that read the two means (exact)."""
    gain = post - pre
    return {
        "mean_pre": rounded(pre, MONEY),
        "mean_post": rounded(post, MONEY),
        "mean_gain_points": rounded(gain, MONEY),
        "mean_gain_pct_points": rounded(ratio(100 * gain, highest), PERCENT),
        "relative_gain_pct": rounded(ratio(100 * gain, pre), PERCENT),
        "normalised_gain_of_means": rounded(ratio(gain, highest - pre), RATIO),
    }


def _highest(maxima):
    known = {Fraction(maximum) for maximum in set(maxima)}
    if len(known) > 1:
        return Fraction(FULL)
    return known.pop() if known else None


def _mean(found, test, highest):
    """The exact mean of one test over all pairs, on the scale that ends at `highest`."""
    sums = defaultdict(Decimal)
    for row, maximum in found:
        sums[maximum] += getattr(row, test)
    return sum(Fraction(points) * highest / Fraction(maximum) for maximum, points in sums.items()) / len(found)
