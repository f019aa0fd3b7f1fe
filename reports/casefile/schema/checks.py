"""What a case file says as a whole: ids, references, money, dates, evaluation. Each check names the parts it reads.

A check runs only when the shape of its parts is sound, so that one slip does not hide behind its own consequences.
"""

from decimal import Decimal

from reports.casefile.schema import agenda, people
from reports.casefile.schema.faults import Fault, below
from reports.casefile.schema.shape import CASE

PRESENT = {"present", "late", "left_early", "present_unsigned"}


def faults_of(data):
    """Every fault of `data` (from `text.plain`), in the order they were found; empty for a sound file."""
    found = list(CASE.faults(data, ""))
    if not isinstance(data, dict):
        return found
    unsound = {fault.path for fault in found}
    for parts, check in _CHECKS:
        if not any(_touches(path, part) for path in unsound for part in parts.split()):
            found += check(data)
    return found


def _touches(path, part):
    """Whether a fault at `path` spoils `part` of the file: it lies in it, or it is what the part lies in."""
    return path == part or path.startswith((f"{part}.", f"{part}[")) or part.startswith(f"{path}.")


def rows(data, part):
    """The items of a top-level list; absent equals null equals empty."""
    return data.get(part) or []


def _ids(part):
    def check(data):
        seen = set()
        for place, row in enumerate(rows(data, part)):
            if row["id"] in seen:
                yield Fault(f"{part}[{place}].id", "not unique in its list")
            seen.add(row["id"])

    return check


def _funding(data):
    known = {row["id"] for row in rows(data, "donors")}
    seen, total = set(), Decimal(0)
    funding = data["workshop"]["funding"]
    for place, line in enumerate(funding):
        path = f"workshop.funding[{place}].donor"
        if line["donor"] not in known:
            yield Fault(path, "unknown donor")
        if line["donor"] in seen:
            yield Fault(path, "listed twice")
        seen.add(line["donor"])
        total += line["share"]
    if total != 1:
        yield Fault("workshop.funding", f"the shares sum to {total}, not to 1")


def _workshop(data):
    workshop = data["workshop"]
    if workshop["end"] < workshop["start"]:
        yield Fault("workshop.end", "before workshop.start")
    yield from pass_mark_faults(workshop["certificate_rule"], "workshop.certificate_rule")


def _project(data):
    project = data["project"]
    start, end = project.get("start"), project.get("end")
    if start and end and end < start:
        yield Fault("project.end", "before project.start")
    yield from pass_mark_faults(project["trained_rule"], "project.trained_rule")


def pass_mark_faults(rule, path):
    """What a rule of sound shape lacks when its test asks for a score."""
    if rule["test"] == "score" and rule.get("pass_mark") is None:
        yield Fault(below(path, "pass_mark"), "missing: the test asks for a score")


def _scores(data):
    highest = data["workshop"].get("test_max_score")
    for place, person in enumerate(rows(data, "participants")):
        for test in ("pre_test", "post_test"):
            points = person.get(test)
            if points is not None and (highest is None or points > highest):
                against = "without workshop.test_max_score" if highest is None else f"more than test_max_score ({highest})"
                yield Fault(f"participants[{place}].{test}", against)


def _feedback(data):
    feedback = data.get("feedback")
    if not feedback:
        return
    low, high = feedback.get("scale") or (1, 5)
    if low >= high:
        yield Fault("feedback.scale", "the lowest answer is not below the highest")
        return
    for question, answers in feedback["questions"].items():
        path = below("feedback.questions", question)
        if len(answers) > feedback["forms"]:
            yield Fault(path, "more answers than forms")
        outside = [place for place, answer in enumerate(answers) if answer is not None and not low <= answer <= high]
        yield from (Fault(below(path, place), f"outside the scale {low} to {high}") for place in outside)


def _forms(data):
    feedback = data.get("feedback")
    attended = sum(any(mark in PRESENT for mark in (p.get("attendance") or {}).values()) for p in rows(data, "participants"))
    if feedback and feedback["forms"] > attended:
        yield Fault("feedback.forms", f"more than the {attended} who attended")


def _follow_up(data):
    totals = data.get("follow_up")
    if not totals:
        return
    if totals["answered"] > totals["invited"]:
        yield Fault("follow_up.answered", "more than follow_up.invited")
    if totals["using_skills"] > totals["answered"]:
        yield Fault("follow_up.using_skills", "more than follow_up.answered")


#: the parts of the file a check reads, and the check
_CHECKS = [
    *((part, _ids(part)) for part in ("donors", "organisations", "institutions", "agenda", "participants")),
    ("project", _project),
    ("workshop.start workshop.end workshop.certificate_rule", _workshop),
    ("donors workshop.funding", _funding),
    ("agenda organisations", agenda.organisations),
    ("agenda workshop.start workshop.end", agenda.days),
    ("agenda", agenda.registers),
    ("institutions participants", people.institutions),
    ("agenda participants", people.attendance),
    ("participants", people.substitutes),
    ("participants", people.addresses),
    ("office.country participants", people.phones),
    ("participants workshop.test_max_score", _scores),
    ("feedback", _feedback),
    ("feedback participants", _forms),
    ("follow_up", _follow_up),
]
