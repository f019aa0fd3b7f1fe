"""People give seats back while others ask for one: none is given twice, none stays empty while somebody waits."""

import threading
from collections import Counter
from datetime import timedelta

import pytest

from accounts.history import Actor
from mailing.models import Letter
from participants.actions.links import make_link
from participants.actions.quotas import release_quotas
from participants.actions.registrations import (
    Refused,
    accept_offer,
    expire_offers,
    offer_seats,
    places,
    prove,
    substitute,
    withdraw,
)
from participants.models import Quota, Registration
from participants.rules import seats
from participants.tests.test_seats_race import at_once, both, need
from workshops.models import Workshop

LINK = Actor.link("registration:1")
#: the full size takes its time
crowds = pytest.mark.parametrize("people", [6, pytest.param(50, marks=pytest.mark.rig)])


def unlocked(monkeypatch):
    monkeypatch.setattr(places, "lock_workshop", lambda pk: Workshop.objects.select_related("office").get(pk=pk))
    monkeypatch.setattr(places, "lock_registration", _read_only)


def _read_only(pk, workshop):
    row = Registration.objects.get(pk=pk)
    row.workshop = workshop
    return row


def letters_of(row):
    return list(Letter.objects.filter(to=row.email).order_by("id").values_list("kind", flat=True))


@both
@crowds
@pytest.mark.django_db(transaction=True)
def test_as_many_leave_as_come(make, now, database, people):
    need(database)
    workshop = make.workshop(capacity=people, admission="first_come")
    leaving = [make.registration(workshop) for _ in range(people)]
    line = [make.registration(workshop, status="waitlisted", rank=rank) for rank in (1, 2, 3)]
    coming = [make.registration(workshop, status="unconfirmed") for _ in range(people)]
    links = [make_link(registration=row, now=now) for row in coming]
    errors = at_once(
        [lambda row=row: withdraw(registration=row, by=LINK, now=now) for row in leaving]
        + [lambda token=token: prove(token=token, now=now) for token in links]
    )
    assert errors == []
    statuses = Counter(Registration.objects.filter(workshop=workshop).values_list("status", flat=True))
    assert (statuses["confirmed"] + statuses["offered"], statuses["waitlisted"]) == (people, 3)
    assert [letters_of(row) for row in line] == [["registration_offered"]] * 3
    assert {tuple(letters_of(row)) for row in leaving} == {("registration_withdrawn",)}
    for row in Registration.objects.filter(pk__in=[row.pk for row in coming]):
        expected = {
            "confirmed": [["registration_confirmed"]],
            "offered": [["registration_waitlisted", "registration_offered"]],
            "waitlisted": [["registration_waitlisted"]],
        }
        assert letters_of(row) in expected[row.status]


@both
@crowds
@pytest.mark.django_db(transaction=True)
def test_freed_and_kept_seats_meet_the_sweeps(make, now, database, people):
    """Half the seats are kept until today; everybody leaves while the jobs run several times over."""
    need(database)
    workshop = make.workshop(capacity=2 * people, admission="first_come")
    Quota.objects.create(workshop=workshop, institution=make.institution("A"), seats=people, release_on=now.date())
    leaving = [make.registration(workshop) for _ in range(people)]
    line = [make.registration(workshop, status="waitlisted", rank=rank) for rank in range(1, 2 * people + 2)]
    errors = at_once(
        [lambda row=row: withdraw(registration=row, by=LINK, now=now) for row in leaving]
        + [lambda: offer_seats(now=now), lambda: release_quotas(now=now)] * 3
    )
    assert errors == []
    rows = Registration.objects.filter(pk__in=[row.pk for row in line]).order_by("pk")
    assert list(rows.values_list("status", flat=True)) == ["offered"] * (2 * people) + ["waitlisted"]
    assert Counter(Letter.objects.values_list("kind", flat=True)) == {
        "registration_withdrawn": people,
        "registration_offered": 2 * people,
    }


@both
@pytest.mark.django_db(transaction=True)
def test_one_offer_accepted_ten_times_at_once_is_one_seat_and_one_letter(make, now, database):
    need(database)
    row = make.registration(make.workshop(), status="offered", offered_until=now + timedelta(hours=1))
    assert at_once([lambda: accept_offer(registration=row, by=LINK, now=now)] * 10) == []
    row.refresh_from_db()
    assert (row.status, letters_of(row)) == ("confirmed", ["registration_confirmed"])


@both
@pytest.mark.django_db(transaction=True)
def test_offer_accepted_as_it_lapses_is_one_or_the_other(make, now, database):
    need(database)
    workshop, until = make.workshop(capacity=1), now + timedelta(hours=1)
    row = make.registration(workshop, status="offered", offered_until=until)
    following = make.registration(workshop, status="waitlisted", rank=1)
    accept = [lambda: accept_offer(registration=row, by=LINK, now=until - timedelta(seconds=1))]
    errors = at_once(accept * 3 + [lambda: expire_offers(now=until)] * 3)
    assert {getattr(error, "code", error) for error in errors} <= {"not_allowed"}
    rows = Registration.objects.filter(pk__in=[row.pk, following.pk]).order_by("pk")
    assert list(rows.values_list("status", flat=True)) in (["confirmed", "waitlisted"], ["expired", "offered"])


@both
@pytest.mark.django_db(transaction=True)
def test_one_place_passed_on_ten_times_at_once_is_passed_on_once(make, now, person, database):
    need(database)
    workshop = make.workshop(capacity=1)
    row = make.registration(workshop)
    make.registration(workshop, status="waitlisted", rank=1)
    errors = at_once([lambda n=n: _replace(row, person(email=f"new{n}@example.org"), now) for n in range(10)])
    assert [error.code for error in errors] == ["not_allowed"] * 9
    statuses = Counter(Registration.objects.filter(workshop=workshop).values_list("status", flat=True))
    assert statuses == {"replaced": 1, "confirmed": 1, "waitlisted": 1}


def _replace(row, data, now):
    return substitute(registration=row, data=data, by=LINK, now=now)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_one_of_two_seats_stays_empty_while_somebody_waits(make, now, monkeypatch):
    """The control: both see the same first in line, who is written to twice."""
    need("postgres")
    workshop = make.workshop(capacity=2)
    leaving = [make.registration(workshop) for _ in range(2)]
    line = [make.registration(workshop, status="waitlisted", rank=rank) for rank in (1, 2)]
    met, choose = threading.Barrier(2), seats.next_in_line

    def choose_together(**facts):
        chosen = choose(**facts)
        met.wait(30)
        return chosen

    unlocked(monkeypatch)
    monkeypatch.setattr(seats, "next_in_line", choose_together)
    assert at_once([lambda row=row: withdraw(registration=row, by=LINK, now=now) for row in leaving]) == []
    assert letters_of(line[0]) == ["registration_offered"] * 2
    assert Registration.objects.get(pk=line[1].pk).status == "waitlisted"
    assert Registration.objects.filter(workshop=workshop).counting().count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_an_offer_is_accepted_twice(make, now, monkeypatch):
    need("postgres")
    row = make.registration(make.workshop(), status="offered", offered_until=now + timedelta(hours=1))
    met, is_lapsed = threading.Barrier(2), seats.is_lapsed

    def ask_together(until, moment):
        met.wait(30)
        return is_lapsed(until, moment)

    unlocked(monkeypatch)
    monkeypatch.setattr(seats, "is_lapsed", ask_together)
    assert at_once([lambda: accept_offer(registration=row, by=LINK, now=now)] * 2) == []
    assert letters_of(row) == ["registration_confirmed"] * 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_place_is_passed_on_twice(make, now, person, monkeypatch):
    need("postgres")
    workshop = make.workshop(capacity=1)
    row = make.registration(workshop)
    met, is_recorded = threading.Barrier(2), places.is_recorded

    def ask_together(registration):
        answer = is_recorded(registration)
        met.wait(30)
        return answer

    unlocked(monkeypatch)
    numbers = iter(range(100, 102))
    monkeypatch.setattr(places, "take_number", lambda new: _number(new, next(numbers)))
    monkeypatch.setattr(places, "is_recorded", ask_together)
    errors = at_once([lambda n=n: _replace(row, person(email=f"new{n}@example.org"), now) for n in range(2)])
    assert [error for error in errors if not isinstance(error, Refused)] == []
    assert Registration.objects.filter(workshop=workshop).counting().count() == 2


def _number(new, number):
    """Two numbers taken without the lock would be one and the same, and the index of the database the lock."""
    new.position, new.key = number, f"R{number}"
