"""Marks: rows are only added. A correction adds a row and supersedes the one in force."""

from django.db import transaction

from accounts import history
from attendance import queries
from attendance.models import AttendanceRecord, RegisterValidation
from attendance.rules import local_day, recording
from participants.models import Registration
from workshops.models import Register

State = AttendanceRecord.State


class RecordRefused(Exception):
    """Nothing was recorded. `code`: locked, too_early, not_running, unknown_state, needs_reason, other_workshop, not_confirmed.

    The last two name the registrations concerned in `registrations`.
    """

    def __init__(self, code, registrations=()):
        super().__init__(code)
        self.code = code
        self.registrations = tuple(registrations)


@transaction.atomic
def record(*, register, marks, by, now, source="manual", reason="", nonces=None, device_times=None):
    """Record `marks` ({registration id: state}) at `register`; all or nothing. Returns the rows that were added.

    The mark in force stays when it says the same; `cleared` takes one back. `nonces` ({registration id: UUID}) makes a
    repeated request harmless: a nonce already seen adds nothing. `device_times` ({registration id: datetime}) is what
    the device's clock said. Raises RecordRefused.
    """
    register = lock_register(register)
    validation = RegisterValidation.objects.filter(register=register).first()
    _refuse_register(register, validation, now)
    _refuse_marks(register, marks)
    nonces, device_times = nonces or {}, device_times or {}
    current = _current(register, marks)
    changed = _changes(marks, current, nonces)
    corrected = [registration for registration in changed if _state(current, registration) != State.CLEARED]
    if corrected and validation is not None and not reason.strip():
        raise RecordRefused("needs_reason", corrected)
    rows = [
        AttendanceRecord(
            register=register,
            registration_id=registration,
            state=state,
            source=source,
            by=by.user,
            recorded_at=now,
            device_time=device_times.get(registration),
            nonce=nonces.get(registration),
            reason=reason.strip(),
        )
        for registration, state in changed.items()
    ]
    _append(rows, current)
    _note(register, rows, current, by, now, reason.strip())
    return rows


@transaction.atomic
def set_unmarked(*, register, state, by, now, source="manual", among=None):
    """Give every confirmed person without a mark at `register` the mark `state`. Returns the rows added; raises RecordRefused.

    `among`: the ids of the registrations that are meant, everybody when None.
    """
    register = lock_register(register)
    unmarked = queries.unmarked(register).order_by("position", "id").values_list("pk", flat=True)
    marks = dict.fromkeys((pk for pk in unmarked if among is None or pk in among), state)
    return record(register=register, marks=marks, by=by, now=now, source=source)


def lock_register(register):
    """The register's row, held until the transaction ends, with its workshop."""
    return Register.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=register.pk)


def _refuse_register(register, validation, now):
    workshop = register.workshop
    validated = validation is not None and validation.state == RegisterValidation.State.VALIDATED
    code = recording(workshop.state, register.date, local_day(now, workshop.timezone), validated)
    if code:
        raise RecordRefused(code)


def _refuse_marks(register, marks):
    if not set(marks.values()) <= set(State.values):
        raise RecordRefused("unknown_state")
    here = Registration.objects.filter(workshop=register.workshop_id, pk__in=marks)
    known, seated = set(here.values_list("pk", flat=True)), set(lock_seated(here))
    if strangers := [pk for pk in marks if pk not in known]:
        raise RecordRefused("other_workshop", strangers)
    if others := [pk for pk in marks if pk not in seated]:
        raise RecordRefused("not_confirmed", others)


def lock_seated(registrations):
    """The ids of those confirmed, their rows held: who gives a place up waits for the mark, or the mark finds no seat."""
    rows = registrations.confirmed().select_for_update(of=("self",), no_key=True)
    return rows.order_by("pk").values_list("pk", flat=True)


def _current(register, marks):
    """{registration id: the record in force}; a mark taken back is in force too: the next row supersedes it."""
    return {row.registration_id: row for row in register.records.current().filter(registration__in=list(marks))}


def _changes(marks, current, nonces):
    seen = set(AttendanceRecord.objects.filter(nonce__in=list(nonces.values())).values_list("nonce", flat=True))
    return {pk: state for pk, state in marks.items() if state != _state(current, pk) and nonces.get(pk) not in seen}


def _state(current, pk):
    return current[pk].state if pk in current else State.CLEARED


def _append(rows, current):
    """Insert `rows` and point the records they replace to them, never leaving two in force.

    A partial unique index cannot be deferred, the foreign key is: a correction is inserted as already superseded (by
    minus the old row's id, which no row can have), then the old row is pointed to it, then it comes into force.
    """
    corrections = [row for row in rows if row.registration_id in current]
    for row in corrections:
        row.superseded_by_id = -current[row.registration_id].pk
    AttendanceRecord.objects.bulk_create(rows)
    if not corrections:
        return
    replaced = [current[row.registration_id] for row in corrections]
    for old, row in zip(replaced, corrections, strict=True):
        old.superseded_by_id = row.pk
        row.superseded_by_id = None
    AttendanceRecord.objects.bulk_update(replaced, ["superseded_by"])
    AttendanceRecord.objects.filter(pk__in=[row.pk for row in corrections]).update(superseded_by=None)


def _note(register, rows, current, by, now, reason):
    if not rows:
        return
    history.record(
        by=by,
        now=now,
        obj=register,
        verb="record_attendance",
        office=register.workshop.office,
        reason=reason,
        before={"marks": {row.registration_id: _state(current, row.registration_id) for row in rows}},
        after={"marks": {row.registration_id: row.state for row in rows}},
    )
