"""Facts of attendance, one query each for a whole workshop or for many."""

from collections import defaultdict
from datetime import time

from django.db.models import Count, Min, Q

from attendance.models import AttendanceRecord, RegisterValidation, SheetScan
from attendance.rules import Plan, coincidences, late_from, make_plan
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


def scans(workshop):
    """{register id: its signed sheets, in the order they were attached}; one query."""
    found = defaultdict(list)
    for scan in SheetScan.objects.kept().filter(register__workshop=workshop).select_related("by").order_by("register", "id"):
        found[scan.register_id].append(scan)
    return found


def without_sheet(workshop):
    """The validated registers of `workshop` to which no signed sheet is attached, in order."""
    attached = SheetScan.objects.kept().filter(register__workshop=workshop).values("register_id")
    rows = Register.objects.filter(workshop=workshop, validation__state=RegisterValidation.State.VALIDATED)
    return rows.exclude(pk__in=attached).order_by("date", "code", "id")


def narrowed(people, *, institution=None, text=""):
    """Those of `people` from `institution` (an id; 0: not in the list) whose names hold every word of `text`."""
    words = folded(text).split()[:6]
    return [
        person
        for person in people
        if institution in (None, person.institution_id or 0) and all(word in person.search_key for word in words)
    ]


def records_of(registration):
    """Every mark `registration` ever had, the superseded ones too, by register and then in the order they were made."""
    rows = registration.attendance.select_related("register", "by").order_by("register__date", "register__code", "register", "id")
    return list(rows)


def corrections(workshop):
    """The marks that superseded another one, with `supersedes`, in the order they were made; marks given again count too."""
    rows = AttendanceRecord.objects.filter(register__workshop=workshop, supersedes__isnull=False)
    return rows.select_related("supersedes", "register", "registration", "by").order_by("recorded_at", "id")


def at_two_events(workshop):
    """[((registration, day), records here, records at other workshops of the office)] of people present at both; two queries."""
    confirmed = AttendanceRecord.objects.current().present().filter(registration__status=Registration.Status.CONFIRMED)
    rows = confirmed.select_related("registration", "register__workshop").order_by("register__date", "register__code", "id")
    here = [record for record in rows.filter(register__workshop=workshop) if record.registration.participant_id]
    registrations = {record.registration.participant_id: record.registration for record in here}
    elsewhere = rows.filter(
        register__workshop__office=workshop.office_id,
        register__date__in={record.register.date for record in here},
        registration__participant__in=registrations,
    ).exclude(register__workshop=workshop)
    found = coincidences(_by_person_and_day(here), _by_person_and_day(elsewhere))
    found.sort(key=lambda row: (_by_name(registrations[row[0][0]]), row[0][1]))
    return [((registrations[person], day), marks, others) for (person, day), marks, others in found]


def typed_late(workshop, days):
    """The registers first typed more than `days` days after the workshop, each with `late_marks` (a count) and `typed_from`.

    What was imported, and what corrects an earlier mark, is left aside.
    """
    late = Q(records__recorded_at__gte=late_from(workshop.end, workshop.timezone, days), records__supersedes__isnull=True)
    late &= ~Q(records__source=AttendanceRecord.Source.IMPORT)
    rows = Register.objects.filter(workshop=workshop).annotate(
        late_marks=Count("records", filter=late), typed_from=Min("records__recorded_at", filter=late)
    )
    return rows.filter(late_marks__gt=0).order_by("date", "code", "id")


def _by_person_and_day(records):
    return [((record.registration.participant_id, record.register.date), record) for record in records]


def _by_name(registration):
    family = registration.family_name or registration.arabic_name
    return folded(family), folded(registration.given_name), registration.pk
