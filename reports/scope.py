"""What a report is about: projects, donors, a period, topics, the offices one may see; and the rules in force there."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from accounts.models import Office
from certificates.rules import Terms
from workshops.models import Donor, Project, Rule, Topic, Workshop


class Refused(Exception):
    """No such report; words in `reports.labels`.

    `code`: unknown_project, unknown_donor, unknown_office, unknown_topic, donor_not_funding, period_reversed.
    """

    def __init__(self, code):
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Scope:
    """Which workshops a report is about; nothing named is no limit.

    `first` and `last` bound the workshops' last day, both included; `offices` are primary keys, None for every office, and
    `office` the one that was asked for; `known` are the primary keys of the projects whose history the reader may learn (who is
    a returning person), None for all.
    """

    projects: tuple[Project, ...] = ()
    donors: tuple[Donor, ...] = ()
    first: date | None = None
    last: date | None = None
    offices: tuple[int, ...] | None = None
    topics: tuple[Topic, ...] = ()
    office: Office | None = None
    known: tuple[int, ...] | None = None

    @property
    def project(self):
        """The one project; None for a report over several."""
        return self.projects[0] if len(self.projects) == 1 else None

    @property
    def donor(self):
        """The one donor; None for all donors and for several."""
        return self.donors[0] if len(self.donors) == 1 else None

    @property
    def is_whole_project(self):
        """Whether nothing but offices narrows one project; see `leaves_out_offices`."""
        return self.project is not None and not (self.donors or self.topics or self.first or self.last)

    @property
    def leaves_out_offices(self):
        """Whether workshops that count lie in offices outside the scope; at most one query."""
        if self.offices is None:
            return False
        return replace(self, offices=None).workshops().reported().exclude(office__in=self.offices).exists()

    @property
    def consolidated(self):
        """The same for all donors together."""
        return replace(self, donors=())

    def workshops(self):
        """The workshops of the scope, in every state."""
        found = self._readable()
        if self.projects:
            found = found.filter(project__in=[project.pk for project in self.projects])
        if self.donors:
            found = found.filter(pk__in=Workshop.objects.filter(funding__donor__in=self.donors).values("pk"))
        if self.topics:
            found = found.filter(pk__in=Workshop.objects.filter(topics__in=self.topics).values("pk"))
        if self.first:
            found = found.filter(end__gte=self.first)
        if self.last:
            found = found.filter(end__lte=self.last)
        return found

    def history(self):
        """The workshops, at any time, from which the reader may learn that a person is no newcomer."""
        found = self._readable()
        return found if self.known is None else found.filter(project__in=self.known)

    def _readable(self):
        return Workshop.objects.all() if self.offices is None else Workshop.objects.filter(office__in=self.offices)


@dataclass(frozen=True)
class RuleInForce:
    """Who counts as trained in a report. `source`: project, donor, or what_if (a trial, no row of the project's)."""

    terms: Terms
    source: str
    version: int | None = None

    @property
    def what_if(self):
        return self.source == "what_if"

    def as_json(self):
        terms = self.terms
        return {
            "unit": terms.unit,
            "scope": terms.scope,
            "threshold": float(terms.threshold),
            "test": terms.test,
            "pass_mark": None if terms.pass_mark is None else float(terms.pass_mark),
            "excused": terms.excused,
            "version": self.version,
            "source": self.source,
            "what_if": self.what_if,
        }


def find_scope(*, project=None, donor=None, topic=None, office=None, first=None, last=None, offices=None, known=None):
    """The Scope so named. Raises Refused.

    `project`, `donor`, `topic`: a code, key or slug, a row already loaded, or several of them; None: all. `office`: the code of
    one of `offices` (rows or primary keys; None: every office).
    """
    projects = _all(Project, "code", project, "unknown_project")
    donors = _all(Donor, "key", donor, "unknown_donor")
    if donors and donors_of(projects).filter(pk__in=[row.pk for row in donors]).count() < len(donors):
        raise Refused("donor_not_funding")
    if first and last and first > last:
        raise Refused("period_reversed")
    offices = None if offices is None else tuple(getattr(row, "pk", row) for row in offices)
    if office is not None:
        (office,) = _all(Office, "code", office, "unknown_office")
        if offices is not None and office.pk not in offices:
            raise Refused("unknown_office")
        offices = (office.pk,)
    return Scope(projects, donors, first, last, offices, _all(Topic, "slug", topic, "unknown_topic"), office, known)


def donors_of(projects):
    """The donors a report of `projects` (one, several, or none: all) may be for: theirs and those who fund a workshop of them."""
    projects = [projects] if isinstance(projects, Project) else projects
    found = Donor.objects.order_by("key")
    if not projects:
        return found
    of_projects = Q(projects__in=projects) | Q(funding__workshop__project__in=projects)
    return found.filter(pk__in=Donor.objects.filter(of_projects).values("pk"))


class Rules:
    """The rules of the projects of a scope, read once; `of` answers for one donor or for all."""

    def __init__(self, scope):
        """One query."""
        rules = Rule.objects.order_by("project__code", "version", "pk").select_related("project", "donor")
        if scope.projects:
            rules = rules.filter(project__in=[project.pk for project in scope.projects])
        self.newest = {(rule.project.code, rule.donor.key if rule.donor else None): rule for rule in rules}

    def of(self, donor=None):
        """{project code: RuleInForce}: the newest version of the donor's (a key) rule, else of the project's own."""
        found = {}
        for (project, owner), rule in self.newest.items():
            if owner == donor or (owner is None and (project, donor) not in self.newest):
                source = "project" if owner is None else "donor"
                found[project] = RuleInForce(Terms.of(rule), source, rule.version)
        return found


def rule_in_force(scope):
    """The newest version of the donor's rule in the scope's project, else of the project's own; None when there is none."""
    return Rules(scope).of(scope.donor.key if scope.donor else None).get(scope.project.code)


def _all(model, field, named, code):
    """The rows so named, each once, in the order given."""
    if named is None:
        return ()
    several = named if isinstance(named, list | tuple) else [named]
    rows = [row if isinstance(row, model) else _one(model, code, **{field: row}) for row in several]
    return tuple(dict.fromkeys(rows))


def _one(model, code, /, **named):
    """The row so named. Text that no column can hold (a NUL, half a character) names nothing."""
    row = model.objects.filter(**named).first() if all(map(str.isprintable, named.values())) else None
    if row is None:
        raise Refused(code)
    return row
