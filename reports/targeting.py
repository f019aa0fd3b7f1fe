"""The targets of a project: read as Aims, and set all at once."""

from django.db import transaction

from accounts.history import record
from reports.models import Target
from reports.rules.targets import Aim
from workshops.models import Project


def aims_of(project):
    """The Aims of `project` in their order; one query."""
    rows = Target.objects.filter(project=project).order_by("position", "pk")
    return tuple(Aim(row.indicator, row.value, row.baseline, row.reason) for row in rows)


@transaction.atomic
def set_targets(*, project, aims, by, now):
    """Put `aims` in the place of the targets of `project`; nothing is written when nothing changed. Returns whether it did."""
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    before = aims_of(project)
    if before == tuple(aims):
        return False
    Target.objects.filter(project=project).delete()
    Target.objects.bulk_create(
        Target(
            project=project, indicator=aim.indicator, baseline=aim.baseline, value=aim.target, reason=aim.reason, position=place
        )
        for place, aim in enumerate(aims)
    )
    record(by=by, now=now, obj=project, verb="targets_set", before=_plain(before), after=_plain(aims))
    return True


def _plain(aims):
    return {aim.indicator: [aim.baseline, aim.target, aim.reason] for aim in aims}
