"""What the workshops cost, per head and per donor. Amounts of different currencies are never added up."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

from reports.rules.counting import Count
from reports.rules.rounding import MONEY, ratio, rounded

#: the key of money whose currency nobody recorded
UNKNOWN = "not_stated"


def costs(c: Count, workshops=None):
    """{currency: exact amount} over the workshops whose cost is known."""
    amounts = defaultdict(Decimal)
    for workshop in c.facts.workshops if workshops is None else workshops:
        if workshop.cost is not None:
            amounts[workshop.currency or UNKNOWN] += workshop.cost
    return dict(sorted(amounts.items()))


def total(c: Count):
    """The exact cost in the one currency; None when no cost is known or there are several currencies."""
    amounts = list(costs(c).values())
    return amounts[0] if len(amounts) == 1 else None


def currency(c: Count):
    found = [code for code in costs(c) if code != UNKNOWN]
    return found[0] if len(found) == len(costs(c)) == 1 else None


def named(c: Count):
    """What the workshops with a list of names cost: only their persons are counted, so unit costs read no other."""
    if total(c) is None:
        return None
    return sum(costs(c, [workshop for workshop in c.facts.workshops if workshop.heads is None]).values())


def cost_total(c: Count):
    return rounded(total(c), MONEY)


def cost_per_attendee(c: Count):
    return rounded(ratio(named(c), len(c.persons)), MONEY)


def cost_per_trained(c: Count):
    return rounded(ratio(named(c), None if c.trained is None else len(c.trained)), MONEY)


def cost_per_person_day(c: Count):
    return rounded(ratio(named(c), Fraction(c.half_days, 2)), MONEY)


def cost_by_currency(c: Count):
    """{currency: total} when there are several, else None."""
    amounts = costs(c)
    return {code: rounded(amount, MONEY) for code, amount in amounts.items()} if len(amounts) > 1 else None


def financial_share(c: Count):
    """{donor: cost × share} over all workshops, whichever donor the report is for: it sums to the total.

    Without one currency each donor's amount is None.
    """
    amounts = defaultdict(Fraction)
    for workshop in c.facts.workshops:
        for donor, share in workshop.shares.items():
            amounts[donor] += Fraction(workshop.cost or 0) * Fraction(share)
    known = total(c) is not None
    return {donor: rounded(amount, MONEY) if known else None for donor, amount in amounts.items()}
