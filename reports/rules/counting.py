"""Heads and volumes, counted so that nobody counts twice (product.md, Counting). Facts and terms in, a Count out."""

from collections import Counter
from dataclasses import dataclass

from attendance.rules import attended_half_days, attended_minutes, was_present
from certificates.rules import decide
from reports.rules.records import Facts, Registration


@dataclass(frozen=True)
class Count:
    """The rows behind every figure, so that a figure can be opened.

    `nominated`, `confirmed`, `attendances` hold registrations; `persons` one registration per person, that of the latest
    workshop attended; `trained` those of `persons` who met the rule in at least one workshop, None without a rule;
    `returning` the persons who attended a workshop before the first of these.
    """

    facts: Facts
    nominated: tuple[Registration, ...]
    confirmed: tuple[Registration, ...]
    attendances: tuple[Registration, ...]
    persons: tuple[Registration, ...]
    trained: tuple[Registration, ...] | None
    half_days: int
    minutes: int
    returning: frozenset = frozenset()

    @property
    def not_trained(self):
        """Those of `persons` who met the rule nowhere; None without a rule."""
        if self.trained is None:
            return None
        met = {row.person for row in self.trained}
        return tuple(row for row in self.persons if row.person not in met)


def count(facts, terms=None):
    """The Count of `facts`, *trained* decided by `terms`: one rule for all, or {project code: rule} of those that have one."""
    workshops = {workshop.id: workshop for workshop in facts.workshops}
    confirmed = tuple(row for row in facts.registrations if row.status == "confirmed")
    presence = _Presence(workshops, terms)
    seen = [(row, seen) for row in confirmed if (seen := presence.of(row)).attended]
    attendances = tuple(row for row, _seen in seen)
    persons = _latest(attendances, workshops)
    return Count(
        facts=facts,
        nominated=tuple(row for row in facts.registrations if row.proved),
        confirmed=confirmed,
        attendances=attendances,
        persons=persons,
        trained=_trained(persons, attendances, presence) if terms else None,
        half_days=sum(seen.half_days for _row, seen in seen),
        minutes=sum(seen.minutes for _row, seen in seen),
        returning=_returning(attendances, workshops, facts.earlier),
    )


def met_there(facts, terms):
    """Counter {workshop id: participations that meet `terms` (as `count` takes them) in that workshop}."""
    presence = _Presence({workshop.id: workshop for workshop in facts.workshops}, terms)
    confirmed = (row for row in facts.registrations if row.status == "confirmed")
    return Counter(row.workshop for row in confirmed if presence.of(row).attended and presence.met(row))


def narrowed(facts, workshops, apart=None):
    """The part of `facts` about `workshops` (ids): whoever attended one of the others before is known from there."""
    kept = {workshop.id: workshop for workshop in facts.workshops if workshop.id in workshops}
    others = {workshop.id: workshop for workshop in facts.workshops if workshop.id not in workshops}
    presence = _Presence(others, None)
    gone = [row for row in facts.registrations if row.workshop in others and row.status == "confirmed"]
    earlier = dict(facts.earlier)
    for row in gone:
        if presence.of(row).attended:
            when = others[row.workshop].when
            earlier[row.person] = min(when, earlier.get(row.person, when))
    rows = tuple(row for row in facts.registrations if row.workshop in kept)
    return Facts(tuple(kept.values()), rows, facts.apart if apart is None else apart, earlier)


@dataclass(frozen=True)
class _Seen:
    """What the marks of a registration come to. `attended`: a verified presence at a register that has session minutes."""

    attended: bool
    half_days: int
    minutes: int


class _Presence:
    """Presence and rule of many registrations, decided once for all who were there at the same times of like programmes."""

    def __init__(self, workshops, terms):
        self.plans = {id_: workshop.plan for id_, workshop in workshops.items()}
        self.registers = {id_: plan.registers for id_, plan in self.plans.items()}
        self.terms = {id_: terms.get(w.project) if isinstance(terms, dict) else terms for id_, w in workshops.items()}
        shapes, rules = {}, {}
        self.shapes = {id_: shapes.setdefault(_shape(plan), len(shapes)) for id_, plan in self.plans.items()}
        self.rules = {id_: rules.setdefault(rule, len(rules)) for id_, rule in self.terms.items()}
        self.seen, self.decided = {}, {}

    def of(self, row):
        key = self._key(row)
        seen = self.seen.get(key)
        if seen is None:
            seen = self.seen[key] = _seen(self.plans[row.workshop], row.marks)
        return seen

    def met(self, row):
        key = (self.rules[row.workshop], row.post_test, *self._key(row))
        met = self.decided.get(key)
        if met is None:
            terms = self.terms[row.workshop]
            met = terms is not None and decide(terms, self.plans[row.workshop], row.marks, row.post_test).met
            self.decided[key] = met
        return met

    def _key(self, row):
        return (self.shapes[row.workshop], *map(row.marks.get, self.registers[row.workshop]))


def _shape(plan):
    """What is alike in the programmes of two workshops: registers by place, days from the first, halves and minutes."""
    place = {register: number for number, register in enumerate(plan.registers)}
    return tuple((place[slot.register], (slot.day - plan.slots[0].day).days, slot.half, slot.minutes) for slot in plan.slots)


def _seen(plan, marks):
    attended = was_present(marks.get(register) for register in plan.registers)
    return _Seen(attended, attended_half_days(plan, marks), attended_minutes(plan, marks))


def _latest(attendances, workshops):
    """One registration per person: the one of the latest workshop attended, in the order persons first appear."""
    latest = {}
    for row in attendances:
        known = latest.get(row.person)
        if known is None or _when(row, workshops) > _when(known, workshops):
            latest[row.person] = row
    return tuple(latest.values())


def _when(row, workshops):
    return (*workshops[row.workshop].when, row.id)


def _returning(attendances, workshops, earlier):
    """The persons whose first workshop, of all that is known, lies before the first one here."""
    if not earlier:
        return frozenset()
    first = {}
    for row in attendances:
        when = workshops[row.workshop].when
        first[row.person] = min(when, first.get(row.person, when))
    return frozenset(person for person, when in first.items() if person in earlier and earlier[person] < when)


def _trained(persons, attendances, presence):
    met = {row.person for row in attendances if presence.met(row)}
    return tuple(row for row in persons if row.person in met)
