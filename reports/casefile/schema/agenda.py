"""What the agenda of a case file must hold: one date per register, no overlap, nothing outside the workshop."""

from collections import defaultdict

from reports.casefile.schema.faults import Fault, below


def organisations(data):
    """Facilitators' organisations are listed in the file, and once per session."""
    known = {row["id"] for row in data.get("organisations") or []}
    for place, item in enumerate(data.get("agenda") or []):
        named = item.get("facilitators") or []
        for order, organisation in enumerate(named):
            path = f"agenda[{place}].facilitators[{order}]"
            if organisation not in known:
                yield Fault(path, "unknown organisation")
            elif organisation in named[:order]:
                yield Fault(path, "listed twice")


def days(data):
    """Sessions lie within the workshop and end after they start."""
    first, last = data["workshop"]["start"], data["workshop"]["end"]
    for place, item in enumerate(data.get("agenda") or []):
        if first <= last and not first <= item["date"] <= last:
            yield Fault(f"agenda[{place}].date", "outside the workshop's dates")
        if item["end"] <= item["start"]:
            yield Fault(f"agenda[{place}].end", "not after its start")


def registers(data):
    """A register lies on one date, and its sessions and breaks do not overlap."""
    by_register = defaultdict(list)
    for place, item in enumerate(data.get("agenda") or []):
        by_register[item["register"]].append((place, item))
    for items in by_register.values():
        date = items[0][1]["date"]
        yield from (
            Fault(below(f"agenda[{place}]", "register"), f"a register of {date}: it lies on one date")
            for place, item in items
            if item["date"] != date
        )
        yield from _overlaps([(item["start"], item["end"], place) for place, item in items if item["date"] == date])


def _overlaps(spans):
    latest, holder = "", None
    for start, end, place in sorted(spans):
        if start < latest:
            yield Fault(f"agenda[{place}].start", f"overlaps agenda[{holder}] of the same register")
        if end > latest:
            latest, holder = end, place
