"""What a report prints, as plain data: figures, the counts behind its tables, the names of every id in three languages.

`reports.presentation` and every format read a payload and nothing else: no database, no clock. A payload kept as JSON
prints the same for ever; `frozen` gives its bytes, and the order of its keys is part of what is printed.
"""

import hashlib
import json
from collections import Counter
from decimal import Decimal
from fractions import Fraction

from certificates.rules import Terms
from evaluations.rules.feedback import are_few
from reports import names, signs
from reports.exports import hxl
from reports.exports.iati import facts as iati
from reports.rules.breakdowns import breakdowns

#: raised whenever the shape below changes; readers of older reports look at it
SCHEMA = 1
LANGUAGES = ("en", "fr", "ar")


def build_payload(report, *, whole=False):
    """The payload of a `reports.actions.Report`; five queries for the names, whatever the report holds.

    `report` is the flat object of `donor_report --format json`, unchanged; everything else stands beside it. `whole` adds what
    only files ask for (`logos`, `iati`, `hxl`): whatever is kept or exported is whole.
    """
    attended = Counter(row.workshop for row in report.count.attendances)
    return {
        "schema": SCHEMA,
        "publication": report.publication,
        "suppressed": [list(path) for path in sorted(report.suppressed)],
        "office": report.scope.office.code if report.scope.office else None,
        "without_rule": report.without_rule,
        "report": report.as_json(),
        "breakdowns": {} if report.publication else breakdowns(report.count),
        "workshops": [_workshop(one, None if report.publication else _attended(one, attended)) for one in report.workshops],
        "apart": [_apart(workshop) for workshop in report.apart],
        "feedback_forms": None if _hides(report, "feedback_response_rate") else sum(one.forms or 0 for one in report.workshops),
        "follow_up": None if _hides(report, "follow_up") else _follow_up(report),
        "person_list": _person_list(report),
        "names": names.gather(report, LANGUAGES),
        **(_annexes(report) if whole else {}),
    }


def _annexes(report):
    """What only files ask for: logos, the project's data for IATI, the cells of the CSV file."""
    cells = None if report.publication else hxl.gather(report)
    return {"logos": signs.gather(report), "iati": iati.gather(report), "hxl": cells}


def frozen(payload):
    """The bytes of `payload`: compact JSON in UTF-8, keys in their order. Reading and freezing again gives the same bytes."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _hides(report, key):
    """Whether something under `key` is not published: then neither are the numbers it was reckoned from."""
    return any(path[0] == key for path in report.suppressed)


def terms_of(rule):
    """The Terms of a rule as a payload holds it; None for none."""
    if rule is None:
        return None
    mark = rule["pass_mark"]
    return Terms(
        unit=rule["unit"],
        scope=rule["scope"],
        threshold=Fraction(str(rule["threshold"])),
        test=rule["test"],
        pass_mark=None if mark is None else Decimal(str(mark)),
        excused=rule["excused"],
    )


def _attended(workshop, attended):
    """The participations of a workshop, or its heads where it has no list of names."""
    return attended[workshop.id] if workshop.heads is None else sum(workshop.heads.values())


def _workshop(workshop, attended):
    """One workshop counted; `attended` is for the office alone."""
    return {
        "code": workshop.code,
        "office": workshop.office,
        "start": workshop.start.isoformat(),
        "end": workshop.end.isoformat(),
        "attended": attended,
        "by_head": workshop.heads is not None,
        "registers_not_validated": workshop.registers_not_validated,
        "cost_known": workshop.cost is not None,
    }


def _apart(workshop):
    days = {"start": workshop.start.isoformat(), "end": workshop.end.isoformat()}
    return {"code": workshop.code, **days, "group": workshop.group}


def _follow_up(report):
    """The totals behind the shares of the follow-up; None when nobody was asked."""
    found = [workshop.follow_up for workshop in report.workshops if workshop.follow_up]
    if not found:
        return None
    totals = {part: sum(getattr(one, part) for one in found) for part in ("invited", "answered", "using_skills")}
    return totals | {"using_skills": None} if are_few(totals["answered"]) else totals


def _person_list(report):
    """What proves later whom the figures counted: the SHA-256 of "workshop/registration" of each attendance, sorted, by line.

    None where their number is not published: of so few lines, who tries all subsets finds the one.
    """
    codes = {workshop.id: workshop.code for workshop in report.workshops}
    lines = sorted(f"{codes[row.workshop]}/{row.key}" for row in report.count.attendances)
    if _hides(report, "participations"):
        return {"sha256": None, "registrations": None}
    return {"sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(), "registrations": len(lines)}
