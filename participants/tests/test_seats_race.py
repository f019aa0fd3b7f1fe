"""Many people prove their address at the same moment: seats are given once each, on both databases."""

import threading
from collections import Counter

import pytest
from django.db import connection

from participants.actions.links import make_link
from participants.actions.registrations import add_walk_in, places, prove
from participants.models import Participant, Registration
from participants.rules import seats
from workshops.models import Workshop

SEATS, PEOPLE = 20, 40

both = pytest.mark.parametrize("database", [pytest.param("any"), pytest.param("postgres", marks=pytest.mark.postgres)])


def at_once(tasks):
    """Run every task in a thread of its own, all let go together. Returns the errors."""
    gate, errors = threading.Barrier(len(tasks)), []

    def run(task):
        try:
            gate.wait(30)
            task()
        except Exception as error:  # shown by the caller's assertion
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[task]) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not any(thread.is_alive() for thread in threads)
    return errors


def waiting_tokens(make, now, *, capacity, people):
    workshop = make.workshop(capacity=capacity, admission="first_come")
    rows = [make.registration(workshop, status="unconfirmed") for _ in range(people)]
    return workshop, [make_link(registration=row, now=now) for row in rows]


def need(database):
    if database == "postgres" and connection.vendor != "postgresql":
        pytest.skip("the run is on SQLite")


@both
@pytest.mark.django_db(transaction=True)
def test_seats_are_given_once_when_all_prove_at_once(make, now, database):
    need(database)
    workshop, tokens = waiting_tokens(make, now, capacity=SEATS, people=PEOPLE)
    assert at_once([lambda token=token: prove(token=token, now=now) for token in tokens]) == []
    rows = Registration.objects.filter(workshop=workshop)
    assert Counter(rows.values_list("status", flat=True)) == {"confirmed": SEATS, "waitlisted": PEOPLE - SEATS}
    ranks = rows.filter(status="waitlisted").order_by("rank").values_list("rank", flat=True)
    assert list(ranks) == list(range(1, PEOPLE - SEATS + 1))
    assert Participant.objects.count() == PEOPLE


@both
@pytest.mark.django_db(transaction=True)
def test_one_link_followed_ten_times_at_once_is_one_seat(make, now, database):
    need(database)
    workshop, [token] = waiting_tokens(make, now, capacity=5, people=1)
    assert at_once([lambda: prove(token=token, now=now)] * 10) == []
    row = Registration.objects.get(workshop=workshop)
    assert row.status == "confirmed"
    assert workshop.office.letters.count() == 1


@both
@pytest.mark.django_db(transaction=True)
def test_door_and_links_share_the_seats(make, now, person, public, database):
    need(database)
    workshop, tokens = waiting_tokens(make, now, capacity=5, people=8)
    links = [lambda token=token: prove(token=token, now=now) for token in tokens]
    door = [
        lambda n=n: add_walk_in(workshop=workshop, data=person(email=f"door{n}@example.org"), by=public, now=now)
        for n in range(8)
    ]
    errors = at_once([*links, *door])
    assert {getattr(error, "code", error) for error in errors} <= {"full"}
    assert Registration.objects.filter(workshop=workshop).counting().count() == 5


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_last_seat_is_given_twice(make, now, monkeypatch):
    """The control: what the lock prevents does happen without it, so the tests above can fail."""
    need("postgres")
    workshop, tokens = waiting_tokens(make, now, capacity=1, people=2)
    counted = threading.Barrier(2)
    decide = seats.decide

    def decide_together(**facts):
        counted.wait(30)
        return decide(**facts)

    monkeypatch.setattr(places, "lock_workshop", lambda pk: Workshop.objects.select_related("office").get(pk=pk))
    monkeypatch.setattr(seats, "decide", decide_together)
    assert at_once([lambda token=token: prove(token=token, now=now) for token in tokens]) == []
    assert Registration.objects.filter(workshop=workshop, status="confirmed").count() == 2
