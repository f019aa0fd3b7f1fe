"""Facts of attendance, one query each for a whole workshop or for many."""

from collections import defaultdict
from datetime import time

from attendance.models import AttendanceRecord, RegisterValidation
from attendance.rules import Plan, make_plan
from participants.models import Registration
from participants.rules.identity import folded
from workshops.models import Register, Session

_NO_PLAN = Plan(())
LAST = time.max


def plans(workshops):
    """{workshop id: Plan} for a queryset or list of workshops; one query. Workshops without sessions get an empty plan."""
    sessions = (
        Session.objects.filter(workshop__in=workshops, kind=Session.Kind.SESSION)
        .order_by("workshop", "register__date", "start", "key")
        .values_list("workshop_id", "register_id", "register__date", "start", "end")
    )
    by_workshop = defaultdict(list)
    for workshop, *rest in sessions:
        by_workshop[workshop].append(rest)
    return defaultdict(lambda: _NO_PLAN, {workshop: make_plan(rows) for workshop, rows in by_workshop.items()})


def plan_of(workshop):
    """The Plan of one workshop; one query."""
    return plans([workshop])[workshop.pk]


def marks(registrations):
    """{registration id: {register id: state}} of the current records of `registrations`; one query.

    A mark taken back (`cleared`) is left out: not recorded is not absent.
    """
    rows = (
        AttendanceRecord.objects.current()
        .filter(registration__in=registrations)
        .exclude(state=AttendanceRecord.State.CLEARED)
        .order_by("registration", "register")
        .values_list("registration_id", "register_id", "state")
    )
    found = defaultdict(dict)
    for registration, register, state in rows:
        found[registration][register] = state
    return found


def people(workshop):
    """The confirmed registrations of a workshop in the order of a sign-in sheet: family name, given name; two queries."""
    rows = workshop.registrations.confirmed().select_related("institution").prefetch_related("institution__names")
    return sorted(rows, key=_by_name)


def institution_on(registration, day):
    """The name of a registration's institution on `day`, else what the person wrote; asks nothing of rows of `people`."""
    return registration.institution.label(day) if registration.institution else registration.institution_proposal


def registers(workshop):
    """The registers of a workshop in order, each with `validation` and `sessions` at hand; two queries."""
    return (
        Register.objects.filter(workshop=workshop)
        .select_related("validation")
        .prefetch_related("sessions")
        .order_by("date", "code", "id")
    )


def registers_by_start(workshop):
    """`registers` in the order of the programme: by day, then by the first session, those without a session last."""
    return sorted(registers(workshop), key=lambda register: (register.date, first_start(register) or LAST, register.code))


def first_start(register):
    """When the first session of a register begins, breaks left aside; None without one. Reads `sessions`."""
    return min((s.start for s in register.sessions.all() if s.kind == Session.Kind.SESSION), default=None)


def unmarked(register):
    """The confirmed registrations that hold no mark at `register`; a mark taken back is none."""
    marked = register.records.current().exclude(state=AttendanceRecord.State.CLEARED).values("registration_id")
    return Registration.objects.confirmed().filter(workshop=register.workshop_id).exclude(pk__in=marked)


def open_registers(workshop):
    """The mandatory registers that are not validated, in order: what keeps a workshop from being closed."""
    validated = RegisterValidation.objects.filter(state=RegisterValidation.State.VALIDATED).values("register_id")
    mandatory = Register.objects.filter(pk__in=plan_of(workshop).registers)
    return mandatory.exclude(pk__in=validated).order_by("date", "code", "id")


def _by_name(registration):
    family = registration.family_name or registration.arabic_name
    return folded(family), folded(registration.given_name), registration.pk
