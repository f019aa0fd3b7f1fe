"""The persons of one workshop counted by head, institution by institution."""

from dataclasses import dataclass, field

from participants.models import HeadCount, Institution
from participants.models.registration import Registration

#: the columns of the table; "" is not stated
SEXES = [*Registration.Sex.values, ""]


@dataclass
class Heads:
    """One line: `institution` None is not stated; `persons` maps sexes to numbers."""

    institution: Institution | None
    label: str
    persons: dict = field(default_factory=dict)

    @property
    def numbers(self):
        """A number per sex, in the order of `SEXES`, and their sum."""
        return [*(self.persons.get(sex, 0) for sex in SEXES), sum(self.persons.values())]


def heads_of(workshop):
    """The Heads of `workshop`, by name, those without an institution last; two queries."""
    rows = HeadCount.objects.filter(workshop=workshop).order_by("pk")
    rows = list(rows.select_related("institution").prefetch_related("institution__names"))
    found = {}
    for row in rows:
        label = row.institution.label(workshop.start) if row.institution else ""
        found.setdefault(row.institution_id, Heads(row.institution, label)).persons[row.sex] = row.persons
    return sorted(found.values(), key=lambda heads: (heads.institution is None, heads.label))


def total_of(heads):
    """The line under `heads`."""
    return [sum(numbers) for numbers in zip(*(line.numbers for line in heads), strict=True)]
