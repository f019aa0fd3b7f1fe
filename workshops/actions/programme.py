"""The programme of a workshop: its sessions and breaks. Registers follow by themselves (`actions.registers`)."""

from django.db import transaction

from accounts.history import record
from workshops.actions.registers import drop_empty, in_use, register_for
from workshops.models import Session, SessionOrganisation, Workshop
from workshops.rules.schedule import next_key, overlaps


class ProgrammeRefused(Exception):
    """`code`: closed, outside_dates, overlap (`names`: the keys in the way), register_in_use, times_in_use, day_not_empty."""

    def __init__(self, code, names=()):
        super().__init__(code)
        self.code, self.names = code, tuple(names)


@transaction.atomic
def save_session(*, workshop, values, organisations=(), engagements=(), session=None, by, now):
    """Add a session, or change `session`. `values`: day, kind, start, end, title_en, title_fr, title_ar.

    `organisations` come in the order the programme names them. Returns the session; raises ProgrammeRefused.
    """
    workshop = lock_open(workshop)
    day = values["day"]
    if not workshop.start <= day <= workshop.end:
        raise ProgrammeRefused("outside_dates")
    before = _plain(session) if session else {}
    session = _place(workshop, session, values)
    _name_givers(session, organisations, engagements)
    drop_empty(workshop)
    verb = "session_changed" if before else "session_added"
    record(by=by, now=now, obj=workshop, verb=verb, office=workshop.office, before=before, after=_plain(session))
    return session


@transaction.atomic
def remove_session(*, session, by, now):
    """Delete a session and, when it was the last on it, its register. Raises ProgrammeRefused."""
    workshop = lock_open(session.workshop)
    if in_use([session.register]):
        raise ProgrammeRefused("register_in_use", [session.register.code])
    before = _plain(session)
    session.delete()
    drop_empty(workshop)
    record(by=by, now=now, obj=workshop, verb="session_removed", office=workshop.office, before=before)


@transaction.atomic
def copy_day(*, workshop, source, target, by, now):
    """Repeat the sessions of day `source` on the empty day `target`. Returns how many; raises ProgrammeRefused."""
    workshop = lock_open(workshop)
    if workshop.sessions.filter(register__date=target).exists():
        raise ProgrammeRefused("day_not_empty")
    copied = list(workshop.sessions.filter(register__date=source).order_by("start", "key"))
    for session in copied:
        save_session(
            workshop=workshop,
            values={name: getattr(session, name) for name in FIELDS} | {"day": target},
            organisations=[row.organisation for row in session.given_by.select_related("organisation")],
            engagements=list(session.engagements.all()),
            by=by,
            now=now,
        )
    return len(copied)


FIELDS = ("kind", "start", "end", "title_en", "title_fr", "title_ar")


def lock_open(workshop):
    """The workshop's row, locked; the programme of a closed one is final."""
    locked = Workshop.objects.select_for_update(of=("self",)).select_related("office").get(pk=workshop.pk)
    if locked.state in (Workshop.State.CLOSED, Workshop.State.CANCELLED):
        raise ProgrammeRefused("closed")
    return locked


def _place(workshop, session, values):
    row = session or Session(workshop=workshop, key=_key(workshop, values["kind"]))
    old, kind = (row.register, row.kind) if session else (None, None)
    times = (row.start, row.end)
    leaves = session and (old.date != values["day"] or kind != values["kind"])
    if leaves and in_use([old]):
        raise ProgrammeRefused("register_in_use", [old.code])
    for name in FIELDS:
        setattr(row, name, values[name])
    row.register = register_for(workshop, day=values["day"], start=row.start, kind=row.kind, key=row.key, session=session)
    if session and row.register != old and in_use([old]):
        raise ProgrammeRefused("register_in_use", [old.code])
    if row.kind == Session.Kind.SESSION and times != (row.start, row.end) and in_use([row.register]):
        raise ProgrammeRefused("times_in_use", [row.register.code])  # its minutes are what people attended
    _refuse_overlap(row)
    row.save()
    return row


def _refuse_overlap(session):
    others = session.register.sessions.exclude(pk=session.pk)
    slots = [(other.start, other.end, other.key) for other in others] + [(session.start, session.end, session.key)]
    in_the_way = sorted({name for pair in overlaps(slots) if session.key in pair for name in pair} - {session.key})
    if in_the_way:
        raise ProgrammeRefused("overlap", in_the_way)


def _name_givers(session, organisations, engagements):
    session.given_by.all().delete()
    SessionOrganisation.objects.bulk_create(
        SessionOrganisation(session=session, organisation=organisation, position=position)
        for position, organisation in enumerate(dict.fromkeys(organisations))
    )
    session.engagements.set(engagements)


def _key(workshop, kind):
    return next_key(kind, list(workshop.sessions.values_list("key", flat=True)))


def _plain(session):
    row = {name: getattr(session, name) for name in ("key", *FIELDS)}
    times = {"start": f"{session.start:%H:%M}", "end": f"{session.end:%H:%M}"}
    return row | times | {"day": session.register.date, "register": session.register.code}
