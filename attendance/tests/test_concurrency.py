"""Two people mark one cell at the same moment: both marks are kept, one is in force."""

from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from accounts.history import Actor
from attendance import actions
from workshops.models import Register

DAY = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first_mark", [None, "present"])
def test_two_people_mark_one_cell_at_once(make, office, coordinator, first_mark):
    register = make.register(make.workshop(office=office))
    by, person = Actor.of(coordinator), make.registration(register.workshop)
    if first_mark:
        actions.record(register=register, marks={person.pk: first_mark}, by=by, now=DAY)
    errors = together(
        lambda: actions.record(register=register, marks={person.pk: "late"}, by=by, now=DAY),
        lambda: actions.record(register=register, marks={person.pk: "absent"}, by=by, now=DAY),
    )
    assert errors == []
    rows = list(register.records.order_by("id"))
    assert [row.state for row in rows[-2:]] in (["late", "absent"], ["absent", "late"])
    assert len(rows) == (3 if first_mark else 2)
    assert [row.superseded_by_id for row in rows] == [*(row.pk for row in rows[1:]), None]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_recording_waits_for_whoever_holds_the_register(make, office, coordinator):
    register = make.register(make.workshop(office=office))
    person = make.registration(register.workshop)
    done = []
    thread = Thread(target=run, args=(lambda: done.append(mark(register, person, coordinator)), Barrier(1), []))
    with transaction.atomic():
        # no_key: the foreign key of a new mark alone would not wait for this
        Register.objects.select_for_update(of=("self",), no_key=True).get(pk=register.pk)
        thread.start()
        thread.join(0.5)
        assert done == []
    thread.join(10)
    assert len(done) == 1


def mark(register, person, user):
    return actions.record(register=register, marks={person.pk: "late"}, by=Actor.of(user), now=DAY)


def together(*calls):
    """Run `calls` in threads that start at one moment; returns the exceptions."""
    barrier, errors = Barrier(len(calls)), []
    threads = [Thread(target=run, args=(call, barrier, errors)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return errors


def run(call, barrier, errors):
    try:
        barrier.wait(10)
        call()
    except Exception as error:
        errors.append(error)
    finally:
        connection.close()
