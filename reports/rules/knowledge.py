"""Knowledge gain: what people knew before and after, of those who sat both tests."""

from fractions import Fraction
from statistics import mean

from reports.rules.counting import Count
from reports.rules.rounding import MONEY, PERCENT, RATIO, ratio, rounded

FULL = 100


def pairs(c: Count):
    """(registration, maximum) of each registration with both scores; one without a maximum says nothing of knowledge."""
    maxima = {workshop.id: workshop.max_score for workshop in c.facts.workshops}
    return [
        (row, maxima[row.workshop])
        for row in c.facts.registrations
        if row.pre_test is not None and row.post_test is not None and maxima[row.workshop]
    ]


def paired_tests(c: Count):
    """Means and gains of the pairs, in points of the one maximum; with different maxima in percent, `max_score` 100."""
    found = pairs(c)
    highest = _highest(maximum for _row, maximum in found)
    before = [_points(row.pre_test, maximum, highest) for row, maximum in found]
    after = [_points(row.post_test, maximum, highest) for row, maximum in found]
    improved = sum(post > pre for pre, post in zip(before, after, strict=True))
    gains = _gains(mean(before), mean(after), highest) if found else dict.fromkeys(_gains(0, 0, 1))
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
    known = {Fraction(maximum) for maximum in maxima}
    if len(known) > 1:
        return Fraction(FULL)
    return known.pop() if known else None


def _points(points, maximum, highest):
    """`points` of `maximum` on the scale that ends at `highest`, exactly."""
    return Fraction(points) * highest / Fraction(maximum)
