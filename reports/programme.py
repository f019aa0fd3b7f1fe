"""The programme of a workshop, planned and delivered, with how many were at each session."""

from collections import Counter

from accounts.history import entries_for
from attendance.models import AttendanceRecord
from reports.rules.programme import compared, planned

#: history of a workshop: what ends its planning, and what changes its programme
_PUBLISHED = "publish"
_CHANGES = ("session_added", "session_changed", "session_removed")


def delivered_against_planned(workshop, language):
    """[(Line, persons present or None)] of the sessions of `workshop`; five queries.

    The plan is the programme as it was first published; a workshop that was imported was delivered as planned.
    """
    rows = workshop.sessions.filter(kind="session").select_related("register").order_by("register__date", "start", "key")
    now = {row.key: _plain(row) for row in rows}
    present = _present(workshop)
    plan = planned(now, _changes(workshop))
    plan = {key: session for key, session in plan.items() if session.get("kind", "session") == "session"}
    lines = compared(plan, now, lambda session: session[f"title_{language}"] or session["title_en"] or session["key"])
    return [(line, present.get(line.key)) for line in lines]


def _changes(workshop):
    """(verb, before, after) of the programme's changes since it was first published, newest first; none when it never was."""
    found, since_published = [], []
    for entry in entries_for(workshop):
        if entry.verb == _PUBLISHED:
            since_published = list(found)
        elif entry.verb in _CHANGES:
            values = getattr(entry, "values", None)
            found.append((entry.verb, values.before if values else {}, values.after if values else {}))
    return since_published


def _present(workshop):
    """{session key: registrations with a verified presence at its register}; None where nobody has any."""
    records = AttendanceRecord.objects.current().present().filter(register__workshop=workshop, registration__status="confirmed")
    counts = Counter(records.order_by("pk").values_list("register", flat=True))
    return {key: counts.get(register) for key, register in workshop.sessions.order_by("pk").values_list("key", "register")}


def _plain(session):
    titles = {f"title_{language}": getattr(session, f"title_{language}") or "" for language in ("en", "fr", "ar")}
    return {
        "key": session.key,
        "day": session.register.date.isoformat(),
        "start": f"{session.start:%H:%M}",
        "end": f"{session.end:%H:%M}",
        **titles,
    }
