"""Heads and volumes, counted so that nobody counts twice (product.md, Counting). Facts and terms in, a Count out."""

from dataclasses import dataclass

from attendance.rules import attended_half_days, attended_minutes, was_present
from certificates.rules import decide
from reports.rules.records import Facts, Registration


@dataclass(frozen=True)
class Count:
    """The rows behind every figure, so that a figure can be opened.

    `nominated`, `confirmed`, `attendances` hold registrations; `persons` one registration per person, that of the latest
    workshop attended; `trained` those of `persons` who met the rule in at least one workshop, None without a rule.
    """

    facts: Facts
    nominated: tuple[Registration, ...]
    confirmed: tuple[Registration, ...]
    attendances: tuple[Registration, ...]
    persons: tuple[Registration, ...]
    trained: tuple[Registration, ...] | None
    half_days: int
    minutes: int

    @property
    def not_trained(self):
        """Those of `persons` who met the rule nowhere; None without a rule."""
        if self.trained is None:
            return None
        met = {row.person for row in self.trained}
        return tuple(row for row in self.persons if row.person not in met)


def count(facts, terms=None):
    """The Count of `facts`, *trained* decided by `terms`."""
    workshops = {workshop.id: workshop for workshop in facts.workshops}
    plans = {id_: workshop.plan for id_, workshop in workshops.items()}
    confirmed = tuple(row for row in facts.registrations if row.status == "confirmed")
    attendances = tuple(row for row in confirmed if _attended(row, plans[row.workshop]))
    persons = _latest(attendances, workshops)
    return Count(
        facts=facts,
        nominated=tuple(row for row in facts.registrations if row.proved),
        confirmed=confirmed,
        attendances=attendances,
        persons=persons,
        trained=_trained(persons, attendances, plans, terms),
        half_days=sum(attended_half_days(plans[row.workshop], row.marks) for row in attendances),
        minutes=sum(attended_minutes(plans[row.workshop], row.marks) for row in attendances),
    )


def _attended(row, plan):
    """At least one verified presence at a mandatory register: one without session minutes is not counted."""
    return was_present(row.marks.get(register) for register in plan.registers)


def _latest(attendances, workshops):
    """One registration per person: the one of the latest workshop attended, in the order persons first appear."""
    latest = {}
    for row in attendances:
        known = latest.get(row.person)
        if known is None or _when(row, workshops) > _when(known, workshops):
            latest[row.person] = row
    return tuple(latest.values())


def _when(row, workshops):
    workshop = workshops[row.workshop]
    return (workshop.end, workshop.start, workshop.id, row.id)


def _trained(persons, attendances, plans, terms):
    if terms is None:
        return None
    met = {row.person for row in attendances if decide(terms, plans[row.workshop], row.marks, row.post_test).met}
    return tuple(row for row in persons if row.person in met)
