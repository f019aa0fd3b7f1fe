"""The counts a report prints beside each value of a disaggregation: of those persons, how many of each sex, how many trained."""

from collections import Counter

from reports.rules.counting import Count
from reports.rules.dimensions import DIMENSIONS, NOT_STATED

#: the attributes of a person a report tells trained persons by; a disability is never drilled into
ATTRIBUTES = tuple(dimension for dimension in DIMENSIONS if dimension != "disability")


def breakdowns(c: Count):
    """{attribute: {value: {"persons", "sex": {sex: persons}, "trained"}}} of the unique persons, values in order.

    `trained` is None without a rule.
    """
    return {attribute: _breakdown(c, DIMENSIONS[attribute]) for attribute in ATTRIBUTES}


def _breakdown(c, of):
    crossed = Counter((of(row, c), row.sex or NOT_STATED) for row in c.persons)
    trained = None if c.trained is None else Counter(of(row, c) for row in c.trained)
    found = {}
    for (value, sex), persons in sorted(crossed.items(), key=lambda item: [_last(part) for part in item[0]]):
        cell = found.setdefault(value, {"persons": 0, "sex": {}, "trained": None if trained is None else trained[value]})
        cell["persons"] += persons
        cell["sex"][sex] = persons
    return found


def _last(value):
    """Sorts "not stated" after everything else."""
    return (value == NOT_STATED, value)
