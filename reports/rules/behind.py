"""What stands behind one figure of a report: the rows that were counted, no more and no fewer. Pure."""

from collections import Counter
from dataclasses import dataclass

from reports.rules.dimensions import DIMENSIONS, NOT_STATED

#: the heads that can be opened, and their rows in a Count: registrations, or one of each person
HEADS = {
    "nominated": lambda c: c.nominated,
    "confirmed": lambda c: c.confirmed,
    "attended": lambda c: c.persons,
    "participations": lambda c: c.attendances,
    "trained": lambda c: c.trained or (),
}
#: a disability is never drilled down (product.md, "What belongs to whom")
OPEN = tuple(dimension for dimension in DIMENSIONS if dimension != "disability")


@dataclass(frozen=True)
class Cell:
    """One figure: a head, perhaps of one `value` of the dimension `by`, of one `sex`, of one `workshop` (its code)."""

    head: str
    by: str = ""
    value: str = ""
    sex: str = ""
    workshop: str = ""

    def __post_init__(self):
        if self.head not in HEADS or (self.by and self.by not in OPEN):
            raise ValueError(self.head, self.by)


def rows_behind(counted, cell):
    """The Registrations of `counted` (a Count) that make the figure of `cell`."""
    codes = {workshop.id: workshop.code for workshop in counted.facts.workshops}
    value = DIMENSIONS[cell.by] if cell.by else None
    return [
        row
        for row in HEADS[cell.head](counted)
        if (value is None or value(row, counted) == cell.value)
        and (not cell.sex or (row.sex or NOT_STATED) == cell.sex)
        and (not cell.workshop or codes[row.workshop] == cell.workshop)
    ]


def by_workshop(counted, rows):
    """[(workshop, how many of `rows`)] of the workshops they belong to, latest first."""
    numbers = Counter(row.workshop for row in rows)
    return [(workshop, numbers[workshop.id]) for workshop in reversed(counted.facts.workshops) if workshop.id in numbers]
