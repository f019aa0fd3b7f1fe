"""From a workshop to its case file: what import_case would read to make it again."""

from reports.casefile.schema import FORMAT, normalise, plain
from reports.casefile.writer import evaluation, people, reference, schedule
from reports.casefile.writer.text import dumps

__all__ = ["dumps", "write"]


def write(workshop, *, now):
    """The case of `workshop` as plain values (numbers are int or Decimal), in normal form as of `now`.

    A registration whose institution is still a proposal has none in the file, which an import then refuses.
    """
    agenda = schedule.agenda(workshop)
    registrations = people.in_file_order(workshop)
    case = {
        "format": FORMAT,
        "provenance": plain(workshop.provenance),
        "office": reference.office(workshop.office),
        "project": reference.project(workshop.project),
        "donors": reference.donors(workshop),
        "organisations": reference.organisations(workshop),
        "institutions": reference.institutions(workshop, registrations),
        "workshop": schedule.workshop(workshop),
        "agenda": agenda,
        "participants": people.participants(workshop, registrations, [item["register"] for item in agenda]),
        "feedback": evaluation.feedback(workshop),
        "follow_up": evaluation.follow_up(workshop),
    }
    _leave_unsaid(case, set(workshop.unsaid))
    normal = normalise(case, now=now)
    if "feedback" in normal:
        normal["feedback"].setdefault("questions", {})  # without answers it is empty, and still required
    return normal


#: path → the value the register keeps where a case file says nothing
UNSAID = {
    "office.timezone": "Africa/Casablanca",
    "project.trained_rule.excused": "counts_absent",
    "workshop.certificate_rule.excused": "counts_absent",
    "feedback.scale": [1, 5],
}
UNSAID_OF_PARTICIPANTS = {"name_order": "given_first", "origin": "imported"}


def unsaid_in(case):
    """The paths with a default of their own that `case` (plain values) leaves out; participants by their id."""
    paths = []
    for path in UNSAID:
        owner = _owner(case, path)
        if owner is not None and owner.get(path.rpartition(".")[2]) is None:
            paths.append(path)
    for person in case.get("participants") or []:
        paths += [f"participants.{person['id']}.{key}" for key in UNSAID_OF_PARTICIPANTS if person.get(key) is None]
    return paths


def _leave_unsaid(case, unsaid):
    for path, default in UNSAID.items():
        owner, key = _owner(case, path), path.rpartition(".")[2]
        if path in unsaid and owner is not None and owner.get(key) == default:
            del owner[key]
    for person in case["participants"]:
        for key, default in UNSAID_OF_PARTICIPANTS.items():
            if f"participants.{person['id']}.{key}" in unsaid and person.get(key) == default:
                del person[key]


def _owner(case, path):
    owner = case
    for key in path.split(".")[:-1]:
        owner = (owner or {}).get(key)
    return owner
