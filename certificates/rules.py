"""Who is *trained*: the one function that turns presence and a test into a decision. Reports use it too.

Pure: terms, plan, marks and score in; a decision with reason codes out. Source: product.md, "Counting".
"""

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from attendance.rules import Plan, by_day, share_of_days, was_present


@dataclass(frozen=True)
class Terms:
    """The terms of a rule. `threshold` is a Fraction from 0 to 1, `pass_mark` in points of the workshop's maximum."""

    unit: str
    scope: str
    threshold: Fraction
    test: str
    pass_mark: Decimal | None = None
    excused: str = "counts_absent"

    @classmethod
    def of(cls, rule):
        """The terms of a row of `workshops.Rule` or `CertificateRule`."""
        return cls(rule.unit, rule.scope, Fraction(rule.threshold), rule.test, rule.pass_mark, rule.excused)


@dataclass(frozen=True)
class Decision:
    """`met`, the exact `share` (None: nothing to attend), what was attended, held and needed in the rule's unit, and why not.

    Reasons: never_present, all_excused, no_registers, share_too_low, day_too_low, no_post_test, score_too_low.
    For whoever says them in words: the `threshold`, the first day of the lowest share as `low` (day, attended, held), and
    the `points` of the post-test beside the `pass_mark`.
    """

    met: bool
    share: Fraction | None
    attended: int
    held: int
    needed: int
    reasons: tuple[str, ...]
    threshold: Fraction = Fraction(0)
    low: tuple | None = None
    points: Decimal | None = None
    pass_mark: Decimal | None = None


def decide(terms: Terms, plan: Plan, marks: dict, post_test: Decimal | None = None) -> Decision:
    """Whether a person with `marks` ({register: state}) and `post_test` points meets `terms` in a workshop with `plan`.

    Nobody without one verified presence is trained, whatever the threshold: trained persons are among the attended.
    """
    days = by_day(plan, marks, terms.unit, terms.excused)
    attended = sum(a for a, _held in days.values())
    held = sum(h for _attended, h in days.values())
    reached = share_of_days(days, terms.scope)
    reasons = (*_presence_reasons(terms, plan, marks, reached), *_test_reasons(terms, post_test))
    needed = math.ceil(terms.threshold * held)
    facts = {"threshold": terms.threshold, "low": _lowest(days), "points": post_test, "pass_mark": terms.pass_mark}
    return Decision(not reasons, reached, attended, held, needed, reasons, **facts)


def _lowest(days):
    """(day, attended, held) of the day attended least, the earliest of several; None without a day that holds anything."""
    held = [(Fraction(attended, held), day, attended, held) for day, (attended, held) in days.items() if held]
    return min(held)[1:] if held else None


def _presence_reasons(terms, plan, marks, reached):
    if not plan.slots:
        return ("no_registers",)
    if reached is None:
        return ("all_excused",)
    if not was_present(marks.get(register) for register in plan.registers):
        return ("never_present",)
    if reached < terms.threshold:
        return ("day_too_low" if terms.scope == "each_day" else "share_too_low",)
    return ()


def _test_reasons(terms, post_test):
    if terms.test == "none":
        return ()
    if post_test is None:
        return ("no_post_test",)
    if terms.test == "score" and post_test < terms.pass_mark:
        return ("score_too_low",)
    return ()
