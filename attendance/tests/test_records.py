from datetime import UTC, date, datetime, time
from functools import partial
from uuid import uuid4

import pytest

from accounts.history import Actor, entries_for
from accounts.models import HistoryEntry
from attendance import actions
from attendance.models import AttendanceRecord
from participants.actions.registrations import Refused, cancel, decline, withdraw
from workshops.actions.programme import ProgrammeRefused, save_session

DAY = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)


@pytest.fixture
def by(coordinator):
    return Actor.of(coordinator)


@pytest.fixture
def workshop(make, office):
    return make.workshop(office=office)


@pytest.fixture
def register(make, workshop):
    return make.register(workshop)


def states(register):
    return list(register.records.order_by("id").values_list("registration_id", "state", "superseded_by_id"))


def test_record_adds_a_row_with_who_when_and_how(make, register, by):
    person = make.registration(register.workshop)
    nonce = uuid4()
    (row,) = actions.record(
        register=register, marks={person.pk: "late"}, by=by, now=DAY, source="scan", nonces={person.pk: nonce}
    )
    row.refresh_from_db()
    assert (row.state, row.source, row.by, row.recorded_at, row.nonce) == ("late", "scan", by.user, DAY, nonce)
    assert [entry.verb for entry in entries_for(register)] == ["record_attendance"]


@pytest.mark.parametrize("take_back", [withdraw, decline, cancel])
def test_who_is_recorded_stays_confirmed(make, register, by, take_back):
    person, other = make.registration(register.workshop), make.registration(register.workshop)
    actions.record(register=register, marks={person.pk: "absent"}, by=by, now=DAY)
    with pytest.raises(Refused, match="recorded"):
        take_back(registration=person, by=by, now=DAY, reason="Ill")
    assert take_back(registration=other, by=by, now=DAY, reason="Ill").status != "confirmed"


def test_sessions_of_a_register_in_use_keep_their_times(make, register, by):
    session = register.sessions.get()
    values = {"day": register.date, "kind": "session", "title_en": "Words", "title_fr": None, "title_ar": None}
    save = partial(save_session, workshop=register.workshop, by=by, now=DAY)
    actions.record(register=register, marks={make.registration(register.workshop).pk: "late"}, by=by, now=DAY)
    for start, end, changed in [(time(9), time(11), session), (time(12), time(12, 30), None)]:
        with pytest.raises(ProgrammeRefused, match="times_in_use"):
            save(values=values | {"start": start, "end": end}, session=changed)
    assert save(values=values | {"start": session.start, "end": session.end}, session=session).title_en == "Words"
    assert save(values=values | {"kind": "break", "start": time(12), "end": time(12, 15)}).register == register


def test_record_adds_nothing_when_the_mark_says_the_same(make, register, by):
    person = make.registration(register.workshop)
    actions.record(register=register, marks={person.pk: "late"}, by=by, now=DAY)
    assert actions.record(register=register, marks={person.pk: "late"}, by=by, now=DAY) == []
    assert register.records.count() == 1
    assert HistoryEntry.objects.count() == 1


def test_record_adds_nothing_when_an_unrecorded_mark_is_taken_back(make, register, by):
    person = make.registration(register.workshop)
    assert actions.record(register=register, marks={person.pk: "cleared"}, by=by, now=DAY) == []


def test_a_correction_adds_a_row_and_supersedes_the_one_in_force(make, register, by):
    person = make.registration(register.workshop)
    for state in ("present", "absent", "cleared", "excused"):
        actions.record(register=register, marks={person.pk: state}, by=by, now=DAY)
    rows = list(register.records.order_by("id"))
    assert [row.state for row in rows] == ["present", "absent", "cleared", "excused"]
    assert [row.superseded_by_id for row in rows] == [rows[1].pk, rows[2].pk, rows[3].pk, None]


def test_a_batch_mixes_new_marks_and_corrections(make, register, by):
    first, second, third = (make.registration(register.workshop) for _number in range(3))
    actions.record(register=register, marks={first.pk: "present", second.pk: "present"}, by=by, now=DAY)
    marks = {first.pk: "absent", second.pk: "present", third.pk: "late"}
    assert len(actions.record(register=register, marks=marks, by=by, now=DAY)) == 2
    current = dict(register.records.current().values_list("registration_id", "state"))
    assert current == {first.pk: "absent", second.pk: "present", third.pk: "late"}


def test_record_ignores_a_nonce_it_has_seen(make, register, by):
    person = make.registration(register.workshop)
    nonces = {person.pk: uuid4()}
    actions.record(register=register, marks={person.pk: "present"}, by=by, now=DAY, nonces=nonces)
    actions.record(register=register, marks={person.pk: "absent"}, by=by, now=DAY)
    assert actions.record(register=register, marks={person.pk: "present"}, by=by, now=DAY, nonces=nonces) == []
    assert register.records.current().get().state == "absent"


def test_record_refuses_a_validated_register(make, register, by):
    person = make.registration(register.workshop)
    make.validate(register)
    assert refusal(register, {person.pk: "present"}, by) == "locked"


def test_record_refuses_a_closed_workshop(make, register, by):
    person = make.registration(register.workshop)
    set_state(register, "closed")
    assert refusal(register, {person.pk: "present"}, by) == "locked"


@pytest.mark.parametrize(
    ("state", "code"),
    [("draft", "too_early"), ("approved", "too_early"), ("postponed", "not_running"), ("cancelled", "not_running")],
)
def test_record_refuses_a_workshop_that_does_not_run(make, register, by, state, code):
    person = make.registration(register.workshop)
    set_state(register, state)
    assert refusal(register, {person.pk: "present"}, by) == code


@pytest.mark.parametrize(("zone", "code"), [("Africa/Casablanca", "too_early"), ("Asia/Tokyo", None)])
def test_record_waits_for_the_day_in_the_zone_of_the_workshop(make, office, by, zone, code):
    register = make.register(make.workshop(office=office, timezone=zone), day=date(2026, 4, 14))
    person = make.registration(register.workshop)
    assert refusal(register, {person.pk: "present"}, by, datetime(2026, 4, 13, 20, 0, tzinfo=UTC)) == code


def test_record_refuses_somebody_not_confirmed_and_stores_nothing(make, register, by):
    person = make.registration(register.workshop)
    withdrawn = make.registration(register.workshop, status="withdrawn")
    with pytest.raises(actions.RecordRefused) as refused:
        actions.record(register=register, marks={person.pk: "present", withdrawn.pk: "present"}, by=by, now=DAY)
    assert (refused.value.code, refused.value.registrations) == ("not_confirmed", (withdrawn.pk,))
    assert not AttendanceRecord.objects.exists()


def test_record_refuses_somebody_of_another_workshop(make, office, register, by):
    stranger = make.registration(make.workshop(office=office))
    assert refusal(register, {stranger.pk: "present"}, by) == "other_workshop"


def test_record_refuses_an_unknown_state(make, register, by):
    person = make.registration(register.workshop)
    assert refusal(register, {person.pk: "asleep"}, by) == "unknown_state"


def test_a_correction_after_reopening_needs_a_reason(make, register, by):
    person, late_comer = make.registration(register.workshop), make.registration(register.workshop)
    make.mark(person, register)
    make.validate(register)
    actions.reopen_register(register=register, reason="Sheet misread", by=by, now=DAY)
    assert refusal(register, {person.pk: "absent"}, by) == "needs_reason"
    assert refusal(register, {late_comer.pk: "absent"}, by) is None
    (row,) = actions.record(register=register, marks={person.pk: "absent"}, by=by, now=DAY, reason=" Seat was empty ")
    assert row.reason == "Seat was empty"


def test_set_unmarked_leaves_recorded_marks_alone(make, register, by):
    marked, taken_back, new = (make.registration(register.workshop) for _number in range(3))
    make.registration(register.workshop, status="withdrawn")
    actions.record(register=register, marks={marked.pk: "late", taken_back.pk: "present"}, by=by, now=DAY)
    actions.record(register=register, marks={taken_back.pk: "cleared"}, by=by, now=DAY)
    assert len(actions.set_unmarked(register=register, state="absent", by=by, now=DAY)) == 2
    current = dict(register.records.current().values_list("registration_id", "state"))
    assert current == {marked.pk: "late", taken_back.pk: "absent", new.pk: "absent"}


def refusal(register, marks, by, now=DAY):
    """The code under which `marks` are refused, having stored nothing; None when they are recorded."""
    before = states(register)
    try:
        actions.record(register=register, marks=marks, by=by, now=now)
    except actions.RecordRefused as refused:
        assert states(register) == before
        return refused.code
    return None


def set_state(register, state):
    register.workshop.state = state
    register.workshop.save()
