"""Which sign-in sheet each session belongs to; a sheet on which something is already recorded stays as it is."""

from datetime import timedelta

from django.db import DEFAULT_DB_ALIAS
from django.db.models import F
from django.db.models.deletion import Collector, ProtectedError

from workshops.models import Register, Session, Workshop
from workshops.rules.schedule import free_code, half, register_code


def in_use(registers):
    """Whether anything but sessions holds on to one of `registers`: presence taken, a validation.

    Asked of the deletion machinery, since the apps that record presence stand above this one.
    """
    try:
        Collector(using=DEFAULT_DB_ALIAS).collect(list(registers))
    except ProtectedError as error:
        return any(not isinstance(row, Session) for row in error.protected_objects)
    return False


def register_for(workshop, *, day, start, kind, key, session=None):
    """The register of a session on `day` at `start`: one that covers its half-day already, its own, or a new one."""
    if workshop.attendance_unit == Workshop.AttendanceUnit.SESSION:
        found = _own(session, day) or (_neighbour(workshop, day) if kind == Session.Kind.BREAK else None)
    else:
        found = _covering(workshop, day, half(start))
    return found or _new(workshop, day, start, key)


def drop_empty(workshop):
    """Delete the registers of `workshop` that neither a session nor anything recorded holds on to any more."""
    for register in workshop.registers.filter(sessions=None):
        if not in_use([register]):
            register.delete()


def move(workshop, days):
    """Move every register, and with it the programme, by `days`."""
    if days:
        workshop.registers.update(date=F("date") + timedelta(days=days))


def regroup(workshop):
    """Give every session the register its workshop's attendance unit asks for; the old ones must not be in use."""
    sessions = list(workshop.sessions.select_related("register").order_by("register__date", "start", "key"))
    old = list(workshop.registers.all())
    for register in old:
        register.code = f"old-{register.pk}"
    Register.objects.bulk_update(old, ["code"])
    made = {}
    for session in sessions:
        code = _code(workshop, session.register.date, session.start, session.key)
        if code not in made:
            made[code] = Register.objects.create(workshop=workshop, code=code, date=session.register.date)
        session.register = made[code]
    Session.objects.bulk_update(sessions, ["register"])
    drop_empty(workshop)


def _own(session, day):
    """The register of a session that has one to itself; it moves with its session."""
    if session is None:
        return None
    register = session.register
    if register.date != day and not register.sessions.exclude(pk=session.pk).exists():
        register.date = day
        register.save(update_fields=["date"])
    return register if register.date == day else None


def _neighbour(workshop, day):
    """A break needs no sheet of its own: it lies on that of a session of its day."""
    session = workshop.sessions.filter(register__date=day, kind=Session.Kind.SESSION).order_by("start", "key").first()
    return session and session.register


def _covering(workshop, day, wanted):
    sessions = workshop.sessions.filter(register__date=day).select_related("register").order_by("start", "key")
    return next((session.register for session in sessions if half(session.start) == wanted), None)


def _new(workshop, day, start, key):
    code = free_code(_code(workshop, day, start, key), set(workshop.registers.values_list("code", flat=True)))
    return Register.objects.create(workshop=workshop, code=code, date=day)


def _code(workshop, day, start, key):
    return register_code(unit=workshop.attendance_unit, first_day=workshop.start, day=day, start=start, key=key)
