"""What persons are told apart by, and how many there are of each: unique persons as they stood at their latest workshop."""

from collections import Counter, defaultdict

from evaluations.rules.disability import DIFFICULTY

NOT_STATED = "not_stated"


def _stated(attribute):
    return lambda row, _c: getattr(row, attribute) or NOT_STATED


def _disability(row, _c):
    if row.worst_domain is None:
        return NOT_STATED
    return "with_disability" if row.worst_domain >= DIFFICULTY else "without_disability"


def _new_or_returning(row, c):
    return "returning" if row.person in c.returning else "new"


#: dimension → the value of a person's registration in a Count
DIMENSIONS = {
    "sex": _stated("sex"),
    "age_band": _stated("age_band"),
    "institution": _stated("institution"),
    "institution_type": _stated("institution_type"),
    "region": _stated("region"),
    "disability": _disability,
    "new_or_returning": _new_or_returning,
    "language": _stated("language"),
}
#: the dimension whose values are erased after a while (docs/decisions/0013)
ERASED = "disability"
#: those that are crossed with sex
CROSSED = tuple(dimension for dimension in DIMENSIONS if dimension != "sex")


def by(dimension):
    """A disaggregation of the unique persons: {value: persons}, by value, not stated last; no zero categories.

    Nothing once some of its values are erased: who is left would say that everybody else stated none.
    """

    def disaggregate(c):
        if _is_erased(dimension, c):
            return {}
        value = DIMENSIONS[dimension]
        return _ordered(Counter(value(row, c) for row in c.persons))

    return disaggregate


def crossed(dimension):
    """A dimension crossed with sex: {value: {sex: persons}}, both in the order of `by`; nothing when that has nothing."""

    def disaggregate(c):
        if _is_erased(dimension, c):
            return {}
        value, found = DIMENSIONS[dimension], defaultdict(dict)
        for (key, sex), persons in Counter((value(row, c), row.sex or NOT_STATED) for row in c.persons).items():
            found[key][sex] = persons
        return _ordered({key: _ordered(counts) for key, counts in found.items()})

    return disaggregate


def _is_erased(dimension, c):
    return dimension == ERASED and any(workshop.disability for workshop in c.facts.workshops)


def _ordered(counts):
    return dict(sorted(counts.items(), key=lambda item: (item[0] == NOT_STATED, item[0])))
