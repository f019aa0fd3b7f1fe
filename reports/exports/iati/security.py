"""Security bodies: their trainings are never told one by one outside the office (product.md, Privacy)."""

from collections import defaultdict

from participants.rules.security import SECURITY_TYPES


def guarded(report):
    """The ids of the workshops that nobody but security bodies attended."""
    types = defaultdict(set)
    for row in report.count.attendances:
        if row.institution_type:
            types[row.workshop].add(row.institution_type)
    return {workshop for workshop, found in types.items() if found <= SECURITY_TYPES}


def tells_one_alone(report):
    """Whether a file of `report` would be the file of a single workshop of security bodies."""
    return len(report.workshops) == 1 and report.workshops[0].id in guarded(report)
