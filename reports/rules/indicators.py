"""The indicators of a report: one pure function each, from a Count to the value that is printed (product.md, Counting)."""

from collections import Counter
from dataclasses import dataclass

from evaluations.rules.disability import DIFFICULTY
from reports.rules.counting import Count
from reports.rules.dimensions import CROSSED, by, crossed
from reports.rules.heads import counted_by_head, head_count
from reports.rules.knowledge import paired_tests
from reports.rules.lead_time import invited, nomination_lead_time
from reports.rules.money import (
    cost_by_currency,
    cost_per_attendee,
    cost_per_person_day,
    cost_per_trained,
    cost_total,
    currency,
    financial_share,
)
from reports.rules.rounding import MONEY, RATIO, ratio, rounded
from reports.rules.voices import feedback, feedback_response_rate, follow_up


def nominated(c: Count):
    return len(c.nominated)


def confirmed(c: Count):
    return len(c.confirmed)


def unique_persons(c: Count):
    return len(c.persons)


def participations(c: Count):
    return len(c.attendances)


def trained(c: Count):
    return None if c.trained is None else len(c.trained)


def completion_rate(c: Count):
    return rounded(ratio(trained(c), unique_persons(c)), RATIO)


def person_days(c: Count):
    return rounded(ratio(c.half_days, 2), MONEY)


def person_hours(c: Count):
    return rounded(ratio(c.minutes, 60), MONEY)


def training_minutes_total(c: Count):
    return sum(workshop.plan.minutes for workshop in c.facts.workshops)


def no_show_rate(c: Count):
    missed = confirmed(c) - participations(c)
    return rounded(ratio(missed, confirmed(c)), RATIO)


def women_share(c: Count):
    stated = [row for row in c.persons if row.sex]
    return rounded(ratio(sum(row.sex == "F" for row in stated), len(stated)), RATIO)


def institutions_reached(c: Count):
    return len({row.institution for row in c.persons if row.institution})


def disability(c: Count):
    """Washington Group Short Set: `with_disability` when the worst domain is "a lot of difficulty" or worse."""
    erased = {workshop.id: workshop.disability for workshop in c.facts.workshops if workshop.disability}
    answers = [row.worst_domain for row in c.persons if row.worst_domain is not None and row.workshop not in erased]
    gone = Counter(row.workshop for row in c.persons if row.workshop in erased)
    answered = len(answers) + _from_totals(gone, erased, "answered")
    return {
        "answered": answered,
        "with_disability": sum(worst >= DIFFICULTY for worst in answers) + _from_totals(gone, erased, "with_disability"),
        "declined": len(c.persons) - answered,
    }


def _from_totals(persons, totals, part):
    """The persons that erased workshops stand for: each total, by how many of its persons count there ({workshop: persons}).

    Exact for a workshop all of whose persons count there, as in its own report; else its share is taken for theirs.
    """
    shares = (ratio(getattr(totals[at], part) * n, totals[at].attended) or 0 for at, n in persons.items())
    return rounded(sum(shares), 0)


@dataclass(frozen=True)
class Indicator:
    """A figure of the report, under its `key`; its name and definition in each language are `reports.labels.LABELS[key]`.

    `unit`: persons, registrations, attendances, days, hours, minutes, institutions, share (of 1), points, money, invitations,
    code. `additive`: the figures of workshops that share none add up. `level`: Kirkpatrick's (1 reaction, 2 learning, 3
    behaviour), None for what only says how many and how much. `version`: of the definition, raised when it changes.
    `only_with` says when the key is there at all (default: always).
    """

    key: str
    function: object
    unit: str
    additive: bool = False
    level: int | None = None
    version: int = 1
    only_with: object = None


INDICATORS = (
    Indicator("nominated", nominated, "registrations", additive=True),
    Indicator("confirmed", confirmed, "registrations", additive=True),
    Indicator("attended", unique_persons, "persons"),
    Indicator("unique_persons", unique_persons, "persons"),
    Indicator("participations", participations, "attendances", additive=True),
    Indicator("trained", trained, "persons"),
    Indicator("completion_rate", completion_rate, "share"),
    Indicator("person_days", person_days, "days", additive=True),
    Indicator("person_hours", person_hours, "hours", additive=True),
    Indicator("training_minutes_total", training_minutes_total, "minutes", additive=True),
    Indicator("no_show_rate", no_show_rate, "share"),
    Indicator("by_sex", by("sex"), "persons"),
    Indicator("women_share", women_share, "share"),
    Indicator("by_age_band", by("age_band"), "persons"),
    Indicator("by_institution", by("institution"), "persons"),
    Indicator("by_institution_type", by("institution_type"), "persons"),
    Indicator("by_region", by("region"), "persons"),
    Indicator("institutions_reached", institutions_reached, "institutions"),
    Indicator("disability", disability, "persons"),
    Indicator("paired_tests", paired_tests, "points", level=2),
    Indicator("cost_total", cost_total, "money", additive=True),
    Indicator("cost_per_attendee", cost_per_attendee, "money"),
    Indicator("cost_per_trained", cost_per_trained, "money"),
    Indicator("cost_per_person_day", cost_per_person_day, "money"),
    Indicator("currency", currency, "code"),
    Indicator("cost_by_currency", cost_by_currency, "money", additive=True, only_with=cost_by_currency),
    Indicator("financial_share", financial_share, "money", additive=True),
    Indicator("feedback", feedback, "points", level=1),
    Indicator("feedback_response_rate", feedback_response_rate, "share", level=1),
    Indicator("follow_up", follow_up, "share", level=3),
    Indicator("by_disability", by("disability"), "persons"),
    Indicator("by_new_or_returning", by("new_or_returning"), "persons"),
    Indicator("by_language", by("language"), "persons"),
    *(Indicator(f"by_{dimension}_and_sex", crossed(dimension), "persons") for dimension in CROSSED),
    Indicator("nomination_lead_time", nomination_lead_time, "days", only_with=invited),
    Indicator("head_count", head_count, "persons", additive=True, only_with=counted_by_head),
)
BY_KEY = {indicator.key: indicator for indicator in INDICATORS}


def figures(c: Count):
    """{key: value} of every indicator, in the order of INDICATORS."""
    return {i.key: i.function(c) for i in INDICATORS if i.only_with is None or i.only_with(c)}


def value_of(figures, path):
    """The number under a dotted `path` ("by_sex.F", "trained"): what a target is compared with.

    None when it is unknown, or hidden; 0 for a category of a breakdown that nobody is in.
    """
    key, *rest = path.split(".")
    value = figures.get(key)
    for place, part in enumerate(rest, start=1):
        if not isinstance(value, dict):
            return None
        nobody = 0 if place == len(rest) else {}
        value = value.get(part, nobody if key.startswith("by_") else None)
    return value if isinstance(value, int | float) else None
