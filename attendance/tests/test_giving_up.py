"""Presence is recorded while the person withdraws: one of the two comes first, and the other sees it."""

from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from accounts.history import Actor
from attendance import actions
from attendance.actions import records
from participants.actions.registrations import Refused, places, withdraw

DAY = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(make, office, coordinator):
    """A confirmed person, and the two calls that meet: recording presence, withdrawing."""
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite one transaction writes at a time")
    register = make.register(make.workshop(office=office))
    person = make.registration(register.workshop)
    by = Actor.of(coordinator)
    return (
        person,
        lambda: actions.record(register=register, marks={person.pk: "present"}, by=by, now=DAY),
        lambda: withdraw(registration=person, by=by, now=DAY),
    )


def in_thread(call, outcome):
    def run():
        try:
            call()
            outcome.append("done")
        except (Refused, records.RecordRefused) as refused:
            outcome.append(refused.code)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def meet(first, second):
    """`second` begins while `first` is done and not yet committed. Returns what became of `second`."""
    outcome = []
    with transaction.atomic():
        first()
        thread = in_thread(second, outcome)
        thread.join(0.5)
        assert outcome == []  # it waits
    thread.join(20)
    return outcome


def test_withdrawing_waits_for_the_mark_and_is_refused(scene):
    person, recorded, withdrawn = scene
    assert meet(recorded, withdrawn) == ["recorded"]
    person.refresh_from_db()
    assert person.status == "confirmed"


def test_recording_waits_for_the_withdrawal_and_finds_no_seat(scene):
    person, recorded, withdrawn = scene
    assert meet(withdrawn, recorded) == ["not_confirmed"]
    assert person.attendance.count() == 0


def test_without_the_lock_somebody_withdrawn_is_marked_present(scene, monkeypatch):
    """The control: both ask, then both write."""
    person, recorded, withdrawn = scene
    asked = Barrier(2, timeout=20)
    is_recorded, seated = places.is_recorded, lambda rows: rows.confirmed().values_list("pk", flat=True)

    def ask_together(registration):
        answer = is_recorded(registration)
        asked.wait()
        return answer

    def look_together(rows):
        found = list(seated(rows))
        asked.wait()
        return found

    monkeypatch.setattr(places, "is_recorded", ask_together)
    monkeypatch.setattr(records, "lock_seated", look_together)
    outcome = []
    for thread in [in_thread(recorded, outcome), in_thread(withdrawn, outcome)]:
        thread.join(20)
    person.refresh_from_db()
    assert (outcome, person.status, person.attendance.count()) == (["done", "done"], "withdrawn", 1)
