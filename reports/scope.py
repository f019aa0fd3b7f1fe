"""What a report is about: a project, perhaps one donor, a period, the offices one may see; and the rule in force there."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from certificates.rules import Terms
from workshops.models import Donor, Project, Rule, Workshop


class Refused(Exception):
    """No such report. `code`: unknown_project, unknown_donor, donor_not_funding, period_reversed; words in `reports.labels`."""

    def __init__(self, code):
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Scope:
    """`first` and `last` bound the workshops' last day, both included; `offices` are primary keys, None for every office."""

    project: Project
    donor: Donor | None = None
    first: date | None = None
    last: date | None = None
    offices: tuple[int, ...] | None = None

    def workshops(self):
        """The workshops of the scope, in every state."""
        found = Workshop.objects.filter(project=self.project)
        if self.donor:
            found = found.filter(pk__in=self.donor.funding.values("workshop"))
        if self.first:
            found = found.filter(end__gte=self.first)
        if self.last:
            found = found.filter(end__lte=self.last)
        if self.offices is not None:
            found = found.filter(office__in=self.offices)
        return found


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


def find_scope(*, project, donor=None, first=None, last=None, offices=None):
    """The Scope of a project's code (or a Project already loaded) and a donor's id, None for all donors. Raises Refused."""
    if not isinstance(project, Project):
        project = _one(Project, "unknown_project", code=project)
    if donor is not None:
        donor = _one(Donor, "unknown_donor", key=donor)
        if not donors_of(project).filter(pk=donor.pk).exists():
            raise Refused("donor_not_funding")
    if first and last and first > last:
        raise Refused("period_reversed")
    offices = None if offices is None else tuple(getattr(office, "pk", office) for office in offices)
    return Scope(project, donor, first, last, offices)


def donors_of(project):
    """The donors a report of `project` may be for: those of the project and those who fund a workshop of it."""
    of_project = Q(projects=project) | Q(funding__workshop__project=project)
    return Donor.objects.filter(pk__in=Donor.objects.filter(of_project).values("pk")).order_by("key")


def rule_in_force(scope):
    """The newest version of the donor's rule in the project, else of the project's own; None when there is none. One query."""
    rules = Rule.objects.filter(project=scope.project).filter(Q(donor=None) | Q(donor=scope.donor)).order_by("-version", "-pk")
    rules = list(rules)
    own = [rule for rule in rules if rule.donor_id is not None]
    if not rules:
        return None
    rule = (own or rules)[0]
    return RuleInForce(Terms.of(rule), "donor" if own else "project", rule.version)


def _one(model, code, /, **named):
    """The row so named. Text that no column can hold (a NUL, half a character) names nothing."""
    row = model.objects.filter(**named).first() if all(map(str.isprintable, named.values())) else None
    if row is None:
        raise Refused(code)
    return row
