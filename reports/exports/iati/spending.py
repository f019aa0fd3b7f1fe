"""The money of an IATI file: what the workshops cost, one expenditure for each year, currency and country."""

from collections import defaultdict
from fractions import Fraction

from reports.rules.rounding import MONEY, rounded


def transactions(report, countries):
    """What was spent, where it is recorded; of one donor's report, that donor's part. `countries`: {workshop id: code}.

    Added up by year, so that no single workshop can be read from it where there are several.
    """
    donor = report.scope.donor
    groups = defaultdict(list)
    for workshop in report.workshops:
        share = workshop.shares.get(donor.key, 0) if donor else 1
        amount = Fraction(workshop.cost or 0) * Fraction(share)
        if amount and workshop.currency:
            groups[workshop.end.year, workshop.currency, countries[workshop.id]].append((workshop.end, amount))
    return [
        {
            "date": max(day for day, _amount in spent).isoformat(),
            "currency": currency,
            "country": country,
            "amount": f"{rounded(sum(amount for _day, amount in spent), MONEY):.2f}",
            "workshops": len(spent),
        }
        for (_year, currency, country), spent in sorted(groups.items())
    ]
