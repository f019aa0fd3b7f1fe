"""The indicators of a report: one pure function each, from a Count to the value that is printed (product.md, Counting)."""

from collections import Counter
from dataclasses import dataclass

from evaluations.rules.disability import DIFFICULTY
from reports.rules.counting import Count
from reports.rules.knowledge import paired_tests
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

NOT_STATED = "not_stated"


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


def by(attribute):
    """A disaggregation of the unique persons: {value: persons}, by value, not stated last; no zero categories."""

    def disaggregate(c: Count):
        counts = Counter(getattr(row, attribute) or NOT_STATED for row in c.persons)
        return dict(sorted(counts.items(), key=lambda item: (item[0] == NOT_STATED, item[0])))

    return disaggregate


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
    """A figure of the report, under its `key`. `only_with` says when the key is there at all (default: always)."""

    key: str
    function: object
    only_with: object = None


INDICATORS = (
    Indicator("nominated", nominated),
    Indicator("confirmed", confirmed),
    Indicator("attended", unique_persons),
    Indicator("unique_persons", unique_persons),
    Indicator("participations", participations),
    Indicator("trained", trained),
    Indicator("completion_rate", completion_rate),
    Indicator("person_days", person_days),
    Indicator("person_hours", person_hours),
    Indicator("training_minutes_total", training_minutes_total),
    Indicator("no_show_rate", no_show_rate),
    Indicator("by_sex", by("sex")),
    Indicator("women_share", women_share),
    Indicator("by_age_band", by("age_band")),
    Indicator("by_institution", by("institution")),
    Indicator("by_institution_type", by("institution_type")),
    Indicator("by_region", by("region")),
    Indicator("institutions_reached", institutions_reached),
    Indicator("disability", disability),
    Indicator("paired_tests", paired_tests),
    Indicator("cost_total", cost_total),
    Indicator("cost_per_attendee", cost_per_attendee),
    Indicator("cost_per_trained", cost_per_trained),
    Indicator("cost_per_person_day", cost_per_person_day),
    Indicator("currency", currency),
    Indicator("cost_by_currency", cost_by_currency, only_with=cost_by_currency),
    Indicator("financial_share", financial_share),
    Indicator("feedback", feedback),
    Indicator("feedback_response_rate", feedback_response_rate),
    Indicator("follow_up", follow_up),
)


def figures(c: Count):
    """{key: value} of every indicator, in the order of INDICATORS."""
    return {i.key: i.function(c) for i in INDICATORS if i.only_with is None or i.only_with(c)}
