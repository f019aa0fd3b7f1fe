"""Making a report: the scope and the rule in, the figures and what stands behind them out."""

from dataclasses import dataclass
from datetime import UTC, datetime

from reports.facts import load
from reports.rules.counting import Count, count
from reports.rules.indicators import figures
from reports.scope import RuleInForce, Scope, rule_in_force


@dataclass(frozen=True)
class Report:
    """One report. `figures` maps indicator keys to rounded values, as printed; `count` holds the rows behind them.

    `rule` is None when the project has no rule: then whatever depends on *trained* is None.
    """

    scope: Scope
    rule: RuleInForce | None
    count: Count
    figures: dict
    generated_at: datetime
    #: made for publication: small cells suppressed, at the paths named
    publication: bool = False
    suppressed: tuple = ()

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
        """Ids of the donors who pay a part of these workshops beside the report's own donor."""
        donors = {donor for workshop in self.workshops for donor in workshop.shares}
        return sorted(donors - {self.scope.donor.key}) if self.scope.donor else []

    def as_json(self):
        """The flat object of `donor_report --format json`; every figure a number or None."""
        return {
            **self.figures,
            "rule": self.rule.as_json() if self.rule else None,
            "period": {"from": _day(self.scope.first), "to": _day(self.scope.last)},
            "scope": self._scope(),
            "generated_at": self.generated_at.astimezone(UTC).isoformat(timespec="seconds"),
            "registers_not_validated": self.registers_not_validated,
        }

    def _scope(self):
        return {
            "project": self.scope.project.code,
            "donor": self.scope.donor.key if self.scope.donor else None,
            "co_funders": self.co_funders,
            "offices": sorted({workshop.office for workshop in self.workshops}),
            "workshops": [workshop.code for workshop in self.workshops],
            **{group: [w.code for w in self.apart if w.group == group] for group in ("coming", "postponed", "cancelled")},
        }


def build_report(scope, rule=None, *, now):
    """The Report of `scope` by its rule in force, or by `rule` (Terms) to see what would be: a trial, and it says so.

    Reads in a constant number of queries and writes nothing.
    """
    rule = RuleInForce(rule, "what_if") if rule else rule_in_force(scope)
    counted = count(load(scope), rule.terms if rule else None)
    return Report(scope, rule, counted, figures(counted), now)


def _day(day):
    return day.isoformat() if day else None
