"""What a new version of a rule would change, workshop by workshop, before it is in force."""

from dataclasses import dataclass

from reports.facts import load
from reports.rules.counting import count, met_there
from reports.rules.records import Workshop
from reports.scope import find_scope, rule_in_force


@dataclass(frozen=True)
class Effect:
    """One workshop: who attended, how many of them count as trained under the rule in force (None: none is) and the new one."""

    workshop: Workshop
    attended: int
    before: int | None
    after: int


@dataclass(frozen=True)
class Effects:
    """`rows`, latest workshop first, and the persons trained in all of them, each counted once."""

    rows: tuple[Effect, ...]
    attended: int
    before: int | None
    after: int


def effects_of(project, donor, terms):
    """The Effects of `terms` as the rule of `project`, or of `donor` in it; constant number of queries, nothing is written."""
    scope = find_scope(project=project, donor=donor)
    facts, rule = load(scope), rule_in_force(scope)
    new = count(facts, terms)
    old = count(facts, rule.terms) if rule else None
    before, after = (met_there(facts, rule.terms) if rule else None), met_there(facts, terms)
    attended = [row.workshop for row in new.attendances]
    rows = tuple(
        Effect(workshop, attended.count(workshop.id), None if before is None else before[workshop.id], after[workshop.id])
        for workshop in reversed(facts.workshops)
    )
    return Effects(rows, len(new.persons), len(old.trained) if old else None, len(new.trained))
