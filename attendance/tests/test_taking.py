"""What becomes of what telephones send: each refusal, each nonce once, undoing, walk-ins, late batches, wrong clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import HistoryEntry
from attendance.actions import NonceTaken
from attendance.models import AttendanceRecord, Scan
from attendance.queries import door
from attendance.tests.door import DAY, later, sent, taken, walk_in
from participants.models import Registration

RECORDED = ("recorded", "", "present")


@pytest.fixture
def register(make, office):
    return make.register(make.workshop(office=office, capacity=400))


@pytest.fixture
def person(make, register):
    return make.registration(register.workshop)


def marks(register):
    return list(register.records.order_by("id").values_list("registration_id", "state", "source"))


def test_code_read_gives_a_presence(register, person, coordinator):
    assert taken(register, coordinator, sent(person)) == [RECORDED]
    assert marks(register) == [(person.pk, "present", "scan")]


def test_name_chosen_gives_a_presence_by_hand(register, person, coordinator):
    assert taken(register, coordinator, sent(person, kind="mark", state="late")) == [("recorded", "", "late")]
    assert marks(register) == [(person.pk, "late", "manual")]


def test_second_scan_tells_since_when_and_changes_nothing(register, person, coordinator):
    taken(register, coordinator, sent(person))
    assert taken(register, coordinator, sent(person), now=later(minutes=4)) == [("already", "", "present")]
    assert list(Scan.objects.order_by("id").values_list("presence_at", flat=True)) == [DAY, DAY]
    assert len(marks(register)) == 1


def test_two_telephones_scan_one_person(register, person, coordinator):
    assert taken(register, coordinator, sent(person), sent(person)) == [RECORDED, ("already", "", "present")]
    assert (Scan.objects.count(), AttendanceRecord.objects.count()) == (2, 1)


def test_plain_presence_never_overwrites_late(make, register, person, coordinator):
    make.mark(person, register, "late")
    answers = taken(register, coordinator, sent(person), sent(person, kind="mark"), sent(person, kind="mark", state="left_early"))
    assert answers == [("already", "", "late"), ("already", "", "late"), ("recorded", "", "left_early")]


def test_person_marked_absent_who_comes_is_present(make, register, person, coordinator):
    taken(register, coordinator, sent(person, kind="mark", state="absent"))
    assert taken(register, coordinator, sent(person)) == [RECORDED]


@pytest.mark.parametrize(
    ("status", "reason"),
    [("withdrawn", "withdrawn"), ("submitted", "not_confirmed"), ("cancelled", "not_confirmed"), ("replaced", "not_confirmed")],
)
def test_who_has_no_seat_is_refused(make, register, coordinator, status, reason):
    person = make.registration(register.workshop, status=status)
    assert taken(register, coordinator, sent(person), sent(person, kind="mark")) == [("refused", reason, "")] * 2
    assert (marks(register), set(Scan.objects.values_list("registration", flat=True))) == ([], {person.pk})


def test_person_of_another_workshop_is_refused_and_not_named(make, register, coordinator):
    stranger = make.registration(make.workshop())
    assert taken(register, coordinator, sent(stranger), sent(stranger, kind="mark")) == [("refused", "other_workshop", "")] * 2
    assert set(Scan.objects.values_list("registration", flat=True)) == {None}


def test_unknown_code_is_kept(register, coordinator):
    unknown = sent(code="W1:AAAABBBBCCCCDDDD")
    assert taken(register, coordinator, unknown) == [("kept", "unknown_code", "")]
    assert Scan.objects.get().code == "W1:AAAABBBBCCCCDDDD"


def test_validated_register_refuses_and_keeps_what_was_made_before(make, register, person, coordinator):
    validation = make.validate(register)
    validation.at = later(hours=2)
    validation.save()
    before, after = sent(person), sent(person, at=later(hours=3))
    answers = taken(register, coordinator, before, after, now=later(hours=4))
    assert answers == [("kept", "late", ""), ("refused", "validated", "")]
    assert Scan.objects.waiting().count() == 2


def test_register_opened_again_is_the_offices(make, register, person, coordinator):
    make.validate(register)
    register.validation.state = "reopened"
    register.validation.save()
    assert taken(register, coordinator, sent(person), now=later(hours=1)) == [("refused", "validated", "")]


def test_register_of_a_closed_workshop_keeps_what_comes(make, office, coordinator):
    register = make.register(make.workshop(office=office, state="closed"))
    assert taken(register, coordinator, sent(make.registration(register.workshop))) == [("kept", "late", "")]


@pytest.mark.parametrize("state", ["postponed", "cancelled", "draft"])
def test_workshop_that_does_not_run_takes_nobody(make, office, coordinator, state):
    register = make.register(make.workshop(office=office, state=state))
    assert taken(register, coordinator, sent(make.registration(register.workshop))) == [("refused", "not_open", "")]


def test_register_of_tomorrow_takes_nobody(register, person, coordinator):
    yesterday = DAY - timedelta(days=1)
    assert taken(register, coordinator, sent(person, at=yesterday), now=yesterday) == [("refused", "not_open", "")]


def test_ended_link_keeps_everything_unseen(make, register, person, coordinator):
    unknown = sent(code="W1:AAAABBBBCCCCDDDD")
    answers = taken(register, coordinator, sent(person), unknown, walk_in(), sent(kind="undo", undoes=unknown.nonce), ended=True)
    assert answers == [("kept", "late", "")] * 4
    assert (marks(register), Registration.objects.count()) == ([], 1)


def test_same_nonce_again_gives_the_same_answer(register, person, coordinator):
    once = sent(person)
    assert taken(register, coordinator, once, once) == [RECORDED, RECORDED]
    taken(register, coordinator, sent(kind="undo", undoes=once.nonce))
    assert taken(register, coordinator, once) == [RECORDED]
    assert (Scan.objects.count(), door.counts(register)) == (2, {"present": 0, "expected": 1})


def test_nonce_of_another_register_is_turned_down(make, register, person, coordinator):
    once = sent(person)
    taken(register, coordinator, once)
    with pytest.raises(NonceTaken):
        taken(make.register(register.workshop, "D1-PM"), coordinator, once)


def test_undo_takes_back_what_it_names(register, person, coordinator):
    once = sent(person)
    undo = sent(kind="undo", undoes=once.nonce, at=later(minutes=1))
    assert taken(register, coordinator, undo, once) == [("recorded", "", ""), RECORDED]
    assert [state for _person, state, _source in marks(register)] == ["present", "cleared"]
    assert taken(register, coordinator, sent(person)) == [RECORDED]


def test_undo_that_comes_before_its_scan_holds(register, person, coordinator):
    once = sent(person)
    assert taken(register, coordinator, sent(kind="undo", undoes=once.nonce)) == [("recorded", "", "")]
    assert taken(register, coordinator, once) == [("recorded", "", "")]
    assert marks(register) == []


def test_undo_leaves_a_later_mark_alone(register, person, coordinator):
    once = sent(person)
    taken(register, coordinator, once)
    taken(register, coordinator, sent(person, kind="mark", state="late"))
    assert taken(register, coordinator, sent(kind="undo", undoes=once.nonce)) == [("recorded", "", "late")]


def test_walk_in_is_registered_and_present(make, register, coordinator):
    listed = make.institution("JUS", name="Ministry of Justice")
    answers = taken(register, coordinator, walk_in(institution="ministry of justice", sex="F"), walk_in(institution="Circle"))
    assert answers == [RECORDED, RECORDED]
    rows = Registration.objects.order_by("id").values_list("origin", "status", "institution", "institution_proposal")
    assert list(rows) == [("walk_in", "confirmed", listed.pk, ""), ("walk_in", "confirmed", None, "Circle")]
    assert set(Scan.objects.values_list("walk_in", flat=True)) == {None}


def test_walk_in_without_a_seat_is_refused_and_kept_as_typed(make, office, coordinator):
    register = make.register(make.workshop(office=office, capacity=1))
    assert taken(register, coordinator, walk_in(), walk_in(given_name="Omar")) == [RECORDED, ("refused", "full", "")]
    assert Scan.objects.waiting().get().walk_in["given_name"] == "Omar"


def test_clock_that_runs_ahead_is_flagged_and_both_times_kept(register, person, coordinator):
    taken(register, coordinator, sent(person, at=later(hours=3)))
    scan = Scan.objects.get()
    assert (scan.clock_off, scan.device_at, scan.received_at, scan.presence_at) == (True, later(hours=3), DAY, DAY)
    assert door.standing_of(register, [person.pk]) == {person.pk: ("present", DAY)}


def test_clock_that_was_wrong_on_sending_is_flagged(register, person, coordinator):
    taken(register, coordinator, sent(person, at=DAY - timedelta(hours=2)), sent_at=DAY - timedelta(hours=1))
    assert Scan.objects.get().clock_off


def test_record_that_waited_is_no_wrong_clock(register, person, coordinator):
    taken(register, coordinator, sent(person), now=later(hours=5), sent_at=later(hours=5, minutes=4))
    scan = Scan.objects.get()
    assert (scan.clock_off, scan.presence_at) == (False, DAY)


def test_time_before_the_day_is_a_wrong_clock(register, person, coordinator):
    taken(register, coordinator, sent(person, at=datetime(2020, 1, 1, tzinfo=UTC)))
    assert Scan.objects.get().clock_off


def test_history_tells_of_marks_and_of_what_was_kept(register, person, coordinator):
    taken(register, coordinator, sent(person), sent(code="W1:AAAABBBBCCCCDDDD"))
    assert list(HistoryEntry.objects.order_by("id").values_list("verb", "user")) == [
        ("record_attendance", coordinator.pk),
        ("scans_kept", coordinator.pk),
    ]


def test_queries_do_not_grow_with_the_batch(make, register, coordinator):
    people = [make.registration(register.workshop) for _number in range(40)]
    taken(register, coordinator, sent(people[0]))  # content types are read once
    counted = []
    for some in (people[1:3], people[3:]):
        with CaptureQueriesContext(connection) as queries:
            taken(register, coordinator, *(sent(person) for person in some))
        counted.append(len(queries))
    assert counted == [22, 22]
