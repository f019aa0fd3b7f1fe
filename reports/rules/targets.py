"""What a project promised: which figures may have a target, how much of it is reached, and when that asks for a reason. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from reports.rules.indicators import value_of
from reports.rules.rounding import RATIO, rounded

#: dotted path of a figure → whether it is a share, typed and printed in percent
AIMED_AT = {
    "unique_persons": False,
    "trained": False,
    "participations": False,
    "by_sex.F": False,
    "women_share": True,
    "completion_rate": True,
    "person_days": False,
    "person_hours": False,
    "institutions_reached": False,
    "paired_tests.mean_gain_pct_points": False,
    "paired_tests.share_improved": True,
    "follow_up.using_skills_share_of_trained": True,
}
#: donors ask why less than 90 % or more than 110 % of a target was reached
LEAST, MOST = Fraction(9, 10), Fraction(11, 10)


@dataclass(frozen=True)
class Aim:
    """A target of a project: `baseline` (None: none) and `target` in the unit of the figure, shares as parts of 1."""

    indicator: str
    target: Decimal
    baseline: Decimal | None = None
    reason: str = ""


def achieved(actual, target):
    """Actual ÷ target, exact; None when the figure is not known. A baseline is printed beside it and not subtracted."""
    return None if actual is None else Fraction(str(actual)) / Fraction(target)


def asks_why(share):
    """Whether what was reached (of `achieved`) lies outside the band that explains itself."""
    return share is not None and not LEAST <= Fraction(str(share)) <= MOST


def as_json(aim, figures):
    """What the JSON of a report says of one target, under its indicator; None where the figure is not known or hidden."""
    actual = value_of(figures, aim.indicator)
    share = achieved(actual, aim.target)
    return {
        "baseline": None if aim.baseline is None else _number(aim.baseline),
        "target": _number(aim.target),
        "actual": actual,
        "achieved": rounded(share, RATIO),
        "reason": aim.reason,
    }


def _number(value):
    """A Decimal as a JSON number: whole ones without a point."""
    return int(value) if value == int(value) else float(value)
