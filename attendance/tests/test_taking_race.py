"""300 people checked in without a network, sent twice, shuffled, by three telephones at once: 300 presences."""

import random
from threading import Barrier, Event

import pytest
from django.db import IntegrityError, transaction

from accounts.history import Actor
from attendance import actions
from attendance.actions import taking
from attendance.models import AttendanceRecord, Scan
from attendance.tests.door import DAY, DEVICE, sent, taken
from attendance.tests.test_concurrency import together
from participants.models import Registration


@pytest.fixture
def register(make, office):
    return make.register(make.workshop(office=office, capacity=400))


def crowd(make, register, number):
    """`number` confirmed registrations, made in one go."""
    first = make.registration(register.workshop)
    values = {name: getattr(first, name) for name in ("workshop_id", "given_name", "status", "created_at", "participant_id")}
    rows = [
        Registration(**values | {"participant_id": None, "status": "unconfirmed", "key": f"C{n}", "position": 10_000 + n})
        for n in range(number - 1)
    ]
    Registration.objects.bulk_create(rows)
    participants = type(first.participant).objects.bulk_create(
        type(first.participant)(office=register.workshop.office, created_at=DAY, given_name="Amina") for _row in rows
    )
    for row, participant in zip(rows, participants, strict=True):
        row.participant, row.status = participant, "confirmed"
    Registration.objects.bulk_update(rows, ["participant", "status"])
    return [first, *rows]


@pytest.mark.django_db(transaction=True)
def test_three_hundred_scans_sent_twice_shuffled_by_three_at_once(make, register, coordinator):
    queue = [sent(person) for person in crowd(make, register, 300)]
    answers = []
    for seed in (1, 2):
        batches = [random.Random(seed * 10 + n).sample(queue, len(queue)) for n in range(3)]
        errors = together(*(lambda batch=batch: answers.extend(taken(register, coordinator, *batch)) for batch in batches))
        assert errors == []
    assert set(answers) == {("recorded", "", "present")}
    assert (len(answers), Scan.objects.count(), AttendanceRecord.objects.count()) == (1800, 300, 300)


@pytest.mark.django_db(transaction=True)
def test_two_telephones_scan_one_person_at_once(make, register, coordinator):
    person, answers = make.registration(register.workshop), []
    one, other = sent(person), sent(person)
    errors = together(
        lambda: answers.extend(taken(register, coordinator, one)), lambda: answers.extend(taken(register, coordinator, other))
    )
    assert errors == []
    assert sorted(outcome for outcome, _reason, _state in answers) == ["already", "recorded"]
    assert (Scan.objects.count(), AttendanceRecord.objects.count()) == (2, 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_one_nonce_would_come_twice(make, register, coordinator, monkeypatch):
    """The control: both requests look for the nonce before either writes; then the constraint alone holds."""
    met = Barrier(2)
    known = taking._known

    def looked(register, records):
        found = known(register, records)
        met.wait(10)
        return found

    monkeypatch.setattr(taking, "_known", looked)
    monkeypatch.setattr(taking, "lock_register", lambda register: register)
    once = sent(code="W1:AAAABBBBCCCCDDDD")  # known to nobody, so that no person's row stands between the two
    errors = together(lambda: taken(register, coordinator, once), lambda: taken(register, coordinator, once))
    assert [type(error) for error in errors] == [IntegrityError]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_batch_waits_for_whoever_gives_the_seat_up(make, register, coordinator):
    """A person who withdraws while the batch comes is refused, and the rest of the batch is recorded."""
    leaving, staying = (make.registration(register.workshop) for _one in range(2))
    begun, answers = Event(), []

    def leave():
        with transaction.atomic():
            row = Registration.objects.select_for_update(of=("self",)).get(pk=leaving.pk)
            begun.set()
            row.status = "withdrawn"
            row.save(update_fields=["status"])
            Event().wait(0.4)

    def send():
        begun.wait(5)
        answers.extend(taken(register, coordinator, sent(leaving), sent(staying)))

    assert together(leave, send) == []
    assert answers == [("refused", "withdrawn", ""), ("recorded", "", "present")]


def test_batch_is_one_unit(make, register, coordinator, monkeypatch):
    """What fails on the way leaves neither a presence nor a scan."""
    monkeypatch.setattr(taking, "_note", lambda *_args: 1 / 0)
    records = [sent(make.registration(register.workshop)), sent(code="W1:AAAABBBBCCCCDDDD")]
    with pytest.raises(ZeroDivisionError):
        actions.take(register=register, device=DEVICE, records=records, by=Actor.of(coordinator), now=DAY)
    assert (Scan.objects.count(), AttendanceRecord.objects.count()) == (0, 0)
