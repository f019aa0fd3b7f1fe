"""Projects, their donors, and the versions of the rules that say who counts as trained."""

from django.db import transaction
from django.db.models import Max

from accounts.history import record
from workshops.actions.changes import apply, create, plain
from workshops.models import Donor, Project, Rule


@transaction.atomic
def save_project(*, values, donors, project=None, by, now):
    """Add a project, or change `project`. `values` are plain columns. Returns the project."""
    if project is None:
        project = create(Project, by=by, now=now, **values)
        project.donors.set(donors)
        return project
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    before, after = apply(project, values)
    old, new = sorted(project.donors.values_list("key", flat=True)), sorted(donor.key for donor in donors)
    if old != new:
        project.donors.set(donors)
        before["donors"], after["donors"] = old, new
    if after:
        record(by=by, now=now, obj=project, verb="changed", before=before, after=after)
    return project


@transaction.atomic
def add_donor(*, values, project=None, by, now):
    """Add a donor, to `project` at once when one is given. Returns the donor."""
    donor = create(Donor, by=by, now=now, **values)
    if project:
        project.donors.add(donor)
    return donor


@transaction.atomic
def add_rule(*, project, donor, terms, by, now):
    """A new version of the project's rule, or of `donor`'s in it; versions are never edited. Returns the rule."""
    Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    highest = Rule.objects.filter(project=project, donor=donor).aggregate(highest=Max("version"))["highest"] or 0
    rule = Rule.objects.create(project=project, donor=donor, version=highest + 1, created_at=now, created_by=by.user, **terms)
    after = plain(terms) | {"donor": donor.key if donor else None, "version": rule.version}
    record(by=by, now=now, obj=project, verb="rule_added", after=after)
    return rule
