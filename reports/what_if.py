"""A rule given as JSON to see what it would give; its terms are checked as those of a case file are."""

from fractions import Fraction

from certificates.rules import Terms
from reports.casefile.schema import Refused, parse
from reports.casefile.schema.checks import pass_mark_faults
from reports.casefile.schema.shape import RULE


def parse_rule(text):
    """The Terms of a rule's JSON text. Raises `reports.casefile.schema.Refused` with the path of each fault."""
    said = parse(text)
    faults = list(RULE.faults(said, ""))
    if not faults:
        faults = list(pass_mark_faults(said, ""))
    if faults:
        raise Refused(faults)
    return Terms(
        unit=said["unit"],
        scope=said["scope"],
        threshold=Fraction(said["threshold"]),
        test=said["test"],
        pass_mark=said.get("pass_mark"),
        excused=said.get("excused") or "counts_absent",
    )
