"""How long institutions take to name people: from the day they are invited to the first names."""

from fractions import Fraction
from statistics import mean, median

from reports.rules.counting import Count
from reports.rules.rounding import PERCENT, rounded

DAY = 24 * 60 * 60


def invited(c: Count):
    """The seconds each invitation took to bring names, None for one that brought none."""
    return [seconds for workshop in c.facts.workshops for seconds in workshop.lead_times]


def nomination_lead_time(c: Count):
    """{invited, n, mean_days, median_days}: invitations sent, those of them that brought names, and how long that took."""
    asked = invited(c)
    took = [Fraction(seconds, DAY) for seconds in asked if seconds is not None]
    return {
        "invited": len(asked),
        "n": len(took),
        "mean_days": rounded(mean(took), PERCENT) if took else None,
        "median_days": rounded(median(took), PERCENT) if took else None,
    }
