"""A year in twelve months: what was held in each. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Month:
    """One month: workshops whose last day lies in it, their participations, and those of women."""

    number: int
    workshops: int
    participations: int
    women: int


def months(counted):
    """The twelve Months of a Count about one year."""
    at = {workshop.id: workshop.end.month for workshop in counted.facts.workshops}
    held, rows = list(at.values()), counted.attendances
    present, women = [at[row.workshop] for row in rows], [at[row.workshop] for row in rows if row.sex == "F"]
    return [Month(number, held.count(number), present.count(number), women.count(number)) for number in range(1, 13)]


def target_of_women(counted, targets):
    """The share of women aimed at: each workshop's target ({id: share of 1}) by its participations; None without any."""
    rows = [row.workshop for row in counted.attendances if targets.get(row.workshop) is not None]
    return sum(targets[workshop] for workshop in rows) / len(rows) if rows else None
