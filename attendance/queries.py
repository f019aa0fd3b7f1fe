"""Facts of attendance, one query each for a whole workshop or for many."""

from collections import defaultdict

from attendance.models import AttendanceRecord
from attendance.rules import Plan, make_plan
from workshops.models import Session

_NO_PLAN = Plan(())


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
