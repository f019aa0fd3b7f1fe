"""The programme as it was planned, read back from what was changed since; and against what was delivered."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Slot:
    """A session at a time: ISO day, "HH:MM" to "HH:MM"."""

    day: str
    start: str
    end: str


@dataclass(frozen=True)
class Line:
    """One session: `planned` is None for one added later, `delivered` None for one that was dropped."""

    key: str
    planned: Slot | None
    delivered: Slot | None
    title: str = ""


def planned(now, changes):
    """{key: session} as it stood before `changes`, newest first: (verb, before, after) of what history keeps.

    `now` is {key: session}; a session is a dict with day, start, end and titles. A change without its values is passed over.
    """
    found = dict(now)
    for verb, before, after in changes:
        if verb == "session_added" and after.get("key"):
            found.pop(after["key"], None)
        elif verb in ("session_changed", "session_removed") and before.get("key"):
            found[before["key"]] = before
    return found


def compared(plan, now, title):
    """[Line] of every session in `plan` or `now`, by when it was to be; `title(session)` gives its name."""
    lines = [Line(key, _slot(plan.get(key)), _slot(now.get(key)), title(now.get(key) or plan[key])) for key in {**plan, **now}]
    return sorted(lines, key=lambda line: (_when(line.planned or line.delivered), line.key))


def _slot(session):
    return Slot(session["day"], session["start"], session["end"]) if session else None


def _when(slot):
    return (slot.day, slot.start)
