"""Making a report: the scope and the rule in, the figures and what stands behind them out."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from reports import publishing
from reports.facts import load
from reports.rules.counting import Count
from reports.rules.publication import Member, without
from reports.rules.targets import as_json as reached
from reports.scope import RuleInForce, Rules, Scope
from reports.targeting import aims_of


@dataclass(frozen=True)
class Report:
    """One report. `figures` maps indicator keys to rounded values, as printed; `count` holds the rows behind them.

    `rules` maps the codes of the projects that have a rule to it. `rule` is the one of a report about one project, or a trial;
    None when there is none: then whatever depends on *trained* is None. With `publication`, small cells and what would tell
    them are None in `figures`, and `suppressed` holds their paths (("by_sex", "F")); `count` still holds everybody.
    """

    scope: Scope
    rule: RuleInForce | None
    count: Count
    figures: dict
    generated_at: datetime
    rules: dict = field(default_factory=dict)
    publication: bool = False
    suppressed: frozenset = frozenset()
    #: the targets of the project, in a report about all of it
    aims: tuple = ()

    @property
    def workshops(self):
        """The workshops counted, by last day."""
        return self.count.facts.workshops

    @property
    def apart(self):
        """The workshops listed apart: coming, postponed, cancelled."""
        return self.count.facts.apart

    @property
    def registers_not_validated(self):
        return sum(workshop.registers_not_validated for workshop in self.workshops)

    @property
    def co_funders(self):
        """Ids of the donors who pay a part of these workshops beside the report's own."""
        donors = {donor for workshop in self.workshops for donor in workshop.shares}
        return sorted(donors - {donor.key for donor in self.scope.donors}) if self.scope.donors else []

    @property
    def without_rule(self):
        """Codes of the projects of these workshops that have no rule: nobody counts as trained there."""
        if self.rule and self.rule.what_if:
            return []
        return sorted({workshop.project for workshop in self.workshops} - self.rules.keys())

    def as_json(self):
        """The flat object of `donor_report --format json`; every figure a number or None."""
        return {
            **self.figures,
            "rule": self.rule.as_json() if self.rule else None,
            **({} if self.scope.project else {"rules": {code: rule.as_json() for code, rule in self.rules.items()}}),
            "period": {"from": _day(self.scope.first), "to": _day(self.scope.last)},
            "scope": self._scope(),
            "generated_at": self.generated_at.astimezone(UTC).isoformat(timespec="seconds"),
            "registers_not_validated": self.registers_not_validated,
            **({"targets": {aim.indicator: reached(aim, self.figures) for aim in self.aims}} if self.aims else {}),
            **({"suppressed": sorted(".".join(path) for path in self.suppressed)} if self.publication else {}),
        }

    def _scope(self):
        scope = self.scope
        return {
            "project": scope.project.code if scope.project else None,
            "donor": scope.donor.key if scope.donor else None,
            **_several("projects", scope.project, [project.code for project in scope.projects]),
            **_several("donors", scope.donor or not scope.donors, [donor.key for donor in scope.donors]),
            **_several("topics", not scope.topics, [topic.slug for topic in scope.topics]),
            "co_funders": self.co_funders,
            "offices": sorted({workshop.office for workshop in self.workshops}),
            "workshops": [workshop.code for workshop in self.workshops],
            **{group: [w.code for w in self.apart if w.group == group] for group in ("coming", "postponed", "cancelled")},
        }


def build_report(scope, rule=None, *, now, publication=False):
    """The Report of `scope` by its rules in force, or by `rule` (Terms) to see what would be: a trial, and it says so.

    `publication` hides small cells, together with the other reports somebody could subtract: those of each donor, of all
    donors and of each project, over the same period. Reads in a constant number of queries and writes nothing.
    """
    known = Rules(scope)
    trial = RuleInForce(rule, "what_if") if rule else None
    rules = known.of(scope.donor.key if scope.donor else None)
    shown = trial or (rules.get(scope.project.code) if scope.project else None)
    if publication:
        member, hidden = publishing.published(scope, lambda donor: publishing.terms_of(trial, known.of(donor)))
    else:
        member, hidden = Member.of(load(scope), publishing.terms_of(trial, rules)), frozenset()
    found = {workshop.project for workshop in member.count.facts.workshops}
    rules = {code: rule for code, rule in rules.items() if code in found}
    return Report(scope, shown, member.count, without(member.figures, hidden), now, rules, publication, hidden, _aims(scope))


def _aims(scope):
    """The targets of the project, where its figures are all there: part of it is not compared with what was promised for all."""
    aims = aims_of(scope.project) if scope.is_whole_project else ()
    return () if aims and scope.leaves_out_offices else aims


def _several(key, one, names):
    """The names under `key` when there are several, or none for all; nothing beside the `one` that has its own key."""
    return {} if one else {key: names}


def _day(day):
    return day.isoformat() if day else None
