"""Security bodies: their trainings are never told one by one outside the office (product.md, Privacy)."""

from collections import defaultdict

from participants.models import Institution
from participants.rules.security import SECURITY_TYPES
from reports.rules.heads import counted_by_head


def guarded(report):
    """The ids of the workshops that nobody but security bodies attended, by name or by head."""
    types = defaultdict(set)
    for workshop, kind in [*_by_name(report), *_by_head(report)]:
        types[workshop].add(kind)
    return {workshop for workshop, found in types.items() if found <= SECURITY_TYPES}


def tells_one_alone(report):
    """Whether a file of `report` would be the file of a single workshop of security bodies."""
    return len(report.workshops) == 1 and report.workshops[0].id in guarded(report)


def _by_name(report):
    return [(row.workshop, row.institution_type) for row in report.count.attendances if row.institution_type]


def _by_head(report):
    """(workshop, type) of every institution that persons counted by head came from; one query, and none without them."""
    found = [(w.id, institution) for w in counted_by_head(report.count) for institution, _sex in w.heads if institution]
    if not found:
        return []
    types = dict(Institution.objects.filter(key__in={key for _workshop, key in found}).values_list("key", "type"))
    return [(workshop, types[key]) for workshop, key in found if types[key]]
