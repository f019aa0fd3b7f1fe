"""What a project's IATI file says, saved as one act."""

from django.db import transaction

from accounts.history import record
from workshops.actions.changes import apply
from workshops.models import Project, ProjectMarker, ProjectPartner, ProjectSector


@transaction.atomic
def save_publication(*, project, values, sectors, markers, partners, by, now):
    """Set the project's columns, sectors {code: percent}, markers {code: significance}, partners {(role, organisation)}."""
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    before, after = apply(project, values)
    told = _told(project)
    _set(project, ProjectSector, [{"code": code, "percent": percent} for code, percent in sectors.items()])
    _set(project, ProjectMarker, [{"code": code, "significance": weight} for code, weight in markers.items()])
    _set(project, ProjectPartner, [{"role": role, "organisation": row} for role, row in partners])
    for name, value in _told(project).items():
        if told[name] != value:
            before[name], after[name] = told[name], value
    if after:
        record(by=by, now=now, obj=project, verb="changed", before=before, after=after)
    return project


def _set(project, model, rows):
    model.objects.filter(project=project).delete()
    model.objects.bulk_create([model(project=project, **row) for row in rows])


def _told(project):
    """The rows as the history holds them."""
    return {
        "sectors": {
            code: f"{percent.normalize():f}" for code, percent in project.sectors.order_by("code").values_list("code", "percent")
        },
        "markers": dict(project.markers.order_by("code").values_list("code", "significance")),
        "partners": [f"{role} {key}" for role, key in _roles(project)],
    }


def _roles(project):
    return project.partners.order_by("role", "organisation__key").values_list("role", "organisation__key")
