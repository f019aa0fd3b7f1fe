"""Reports for publication, each seen with those of the same period that somebody could subtract from it, or it from them."""

from reports.facts import apart, load
from reports.rules.counting import narrowed
from reports.rules.publication import Member, hidden_paths

ALL = ("all",)


def terms_of(trial, rules):
    """What `reports.rules.counting.count` decides by: the trial's terms, else {project code: terms}."""
    return trial.terms if trial else {code: rule.terms for code, rule in rules.items()}


def published(scope, terms):
    """(the Member of `scope`, the paths it hides); `terms(donor key or None)` gives the rules of a donor's report.

    A project's own reports are settled first: in a report over several projects, that one gives way.
    """
    facts = load(scope.consolidated)
    settled = _projects(facts, terms)
    family = {name: member for name, (member, _hidden) in settled.items()} | _family(facts, terms)
    own = ("donor", *(donor.key for donor in scope.donors)) if scope.donors else ALL
    if scope.donors:
        workshops = _funded(facts, {donor.key for donor in scope.donors})
        donor = scope.donor.key if scope.donor else None
        family[own] = Member.of(narrowed(facts, workshops, apart(scope)), terms(donor))
    hidden = hidden_paths(family, {name: paths for name, (_member, paths) in settled.items()})
    return family[own], hidden[own]


def _projects(facts, terms):
    """{name: (Member, its hidden paths)} of the reports of each project, when there are several."""
    projects = sorted({workshop.project for workshop in facts.workshops})
    found = {}
    for project in projects if len(projects) > 1 else ():
        workshops = {workshop.id for workshop in facts.workshops if workshop.project == project}
        family = _family(narrowed(facts, workshops), terms)
        hidden = hidden_paths(family)
        found |= {("project", project, *name): (member, hidden[name]) for name, member in family.items()}
    return found


def _family(facts, terms):
    """{name: Member}: all donors together, and each donor."""
    donors = sorted({donor for workshop in facts.workshops for donor in workshop.shares})
    return {ALL: Member.of(facts, terms(None))} | {
        ("donor", donor): Member.of(narrowed(facts, _funded(facts, {donor})), terms(donor)) for donor in donors
    }


def _funded(facts, donors):
    return {workshop.id for workshop in facts.workshops if donors & workshop.shares.keys()}
