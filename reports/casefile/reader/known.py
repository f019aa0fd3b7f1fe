"""What the register knows already of a case, and whether that agrees with the file."""

from datetime import date
from itertools import islice

from accounts.models import Office
from participants.models import Institution
from reports.casefile.schema import Fault, differences, normalise
from reports.casefile.writer import write
from reports.casefile.writer.reference import donor, institution, office, organisation, project, rule, rule_in_force
from workshops.models import Donor, Organisation, Project, Workshop

#: the parts of a file that are the workshop's own; the others are shared and only linked
OWN = ["provenance", "workshop", "agenda", "participants", "feedback", "follow_up"]
#: how many differences a refusal names
SHOWN = 20


def workshop(data):
    """The known workshop of that code, locked; None for a new one."""
    rows = Workshop.objects.select_for_update(of=("self",)).select_related("office", "project")
    return rows.filter(code=data["workshop"]["code"]).first()


def refusals(data, workshop, *, now):
    """The faults of a file that contradicts what is known: another rule of its project, other content of its workshop."""
    row = Project.objects.filter(code=data["project"]["code"]).first()
    terms = row and rule_in_force(row)
    if terms:
        said = {"excused": "counts_absent"} | _given(data["project"]["trained_rule"])
        for path in differences(rule(terms), said, "project.trained_rule"):
            yield Fault(path, "the known project has another rule")
    if workshop is None:
        return
    if workshop.office.code != data["office"]["code"]:
        yield Fault("workshop.code", "a workshop of another office has this code")
        return
    if workshop.project.code != data["project"]["code"]:
        yield Fault("project.code", "the known workshop belongs to another project")
    yield from _other_content(data, workshop, now)


def warnings(data):
    """Where linked rows differ from what the file says of them; they stay as they are."""
    day = date.fromisoformat(data["workshop"]["end"])
    for part, model, written in (("office", Office, office), ("project", Project, project)):
        row = model.objects.filter(code=data[part]["code"]).first()
        if row:
            yield from _warn(data[part] | {"trained_rule": None}, written(row), part)
    yield from _warn_each(data, "donors", Donor.objects, donor)
    yield from _warn_each(data, "organisations", Organisation.objects, organisation)
    named = Institution.objects.prefetch_related("names", "aliases")
    yield from _warn_each(data, "institutions", named, lambda row: institution(row, day))


def _warn_each(data, part, rows, written):
    items = data.get(part) or []
    found = {row.key: row for row in rows.filter(key__in=[item["id"] for item in items])}
    for place, item in enumerate(items):
        if item["id"] in found:
            yield from _warn(item, written(found[item["id"]]), f"{part}[{place}]")


def _warn(said, kept, path):
    for place in differences(_given(said), _as_far_as(said, kept), path):
        yield Fault(place, "known already and different: left as it is")


def _as_far_as(said, kept):
    """`kept` without the keys `said` is silent on: there it has nothing to contradict."""
    if not isinstance(said, dict) or not isinstance(kept, dict):
        return kept
    given = _given(said)
    return {key: _as_far_as(given[key], value) for key, value in kept.items() if key in given}


def _other_content(data, workshop, now):
    said, kept = normalise(data, now=now), write(workshop, now=now)
    differing = (place for part in OWN for place in differences(_part(said, part), _part(kept, part), part))
    yield from (Fault(path, "the known workshop says otherwise") for path in islice(differing, SHOWN))


def _part(case, part):
    """A part in normal form; feedback without answers keeps an empty table when written."""
    value = case.get(part)
    return {"questions": {}} | value if part == "feedback" and value else value


def _given(value):
    """`value` without what equals absence."""
    if not isinstance(value, dict):
        return value
    given = {key: _given(item) for key, item in value.items()}
    return {key: item for key, item in given.items() if item is not None and item not in ("", [], {})}
