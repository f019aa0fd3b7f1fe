"""Workshops without a list of names: persons counted by head, kept apart because nobody can say who they were."""

from collections import Counter

from reports.rules.counting import Count
from reports.rules.dimensions import NOT_STATED


def counted_by_head(c: Count):
    """The workshops whose participants are numbers alone."""
    return [workshop for workshop in c.facts.workshops if workshop.heads is not None]


def head_count(c: Count):
    """{workshops, persons, by_sex, by_institution} of those workshops; in none of the other figures of persons."""
    workshops = counted_by_head(c)
    by_sex, by_institution = Counter(), Counter()
    for workshop in workshops:
        for (institution, sex), persons in workshop.heads.items():
            by_sex[sex or NOT_STATED] += persons
            by_institution[institution or NOT_STATED] += persons
    return {
        "workshops": len(workshops),
        "persons": sum(by_sex.values()),
        "by_sex": _ordered(by_sex),
        "by_institution": _ordered(by_institution),
    }


def _ordered(counts):
    return dict(sorted(counts.items(), key=lambda item: (item[0] == NOT_STATED, item[0])))
