from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from mailing.actions import queue_letter
from mailing.models import Letter
from participants import letters
from participants.actions import reminders
from participants.actions.interruptions import cancel_workshop
from participants.actions.registrations import withdraw
from participants.actions.reminders import send_reminders
from participants.tests.test_seats_race import at_once, both, need
from workshops.models import Workshop

FIRST = date(2026, 4, 14)


def at(days, hour=9):
    """That many days before the workshop, on the clock of its place."""
    return datetime.combine(FIRST - timedelta(days=days), time(hour), ZoneInfo("Africa/Casablanca"))


@pytest.fixture
def workshop(make, office):
    made = make.workshop("WS-R", office=office, start=FIRST, end=FIRST, city="Rabat", timezone="Africa/Casablanca")
    make.register(made, start=time(9, 30), end=time(12))
    return made


def reminders_of(**about):
    return list(Letter.objects.filter(kind__startswith="registration_reminder", **about).order_by("pk"))


@pytest.mark.parametrize(
    ("days", "hour", "sent"),
    [(8, 9, 0), (7, 7, 0), (7, 8, 1), (6, 8, 1), (5, 9, 0), (2, 9, 0), (1, 9, 1), (0, 9, 0), (-1, 9, 0)],
)
def test_reminder_leaves_on_its_day_or_the_next_but_never_on_the_first(make, workshop, days, hour, sent):
    make.registration(workshop)
    assert send_reminders(now=at(days, hour)) == sent
    assert len(reminders_of()) == sent


def test_reminder_says_where_when_and_how_to_withdraw(make, workshop):
    make.registration(workshop, language="en")
    send_reminders(now=at(7))
    [letter] = reminders_of()
    for words in ("14 April 2026", "Rabat", "First session: 09:30", "/my/", "please withdraw", "/w/WS-R/"):
        assert words in letter.text
    assert letter.subject == "We expect you: Workshop WS-R"


def test_each_person_is_reminded_once_per_number_of_days(make, workshop):
    make.registration(workshop)
    make.registration(workshop, status="offered", offered_until=at(0))
    for status in ("submitted", "waitlisted", "declined", "withdrawn", "unconfirmed"):
        make.registration(workshop, status=status, rank=1 if status == "waitlisted" else None)
    assert [send_reminders(now=at(days)) for days in (7, 7, 6, 1, 1)] == [2, 0, 0, 2, 0]
    kinds = [letter.kind for letter in reminders_of()]
    assert kinds == ["registration_reminder", "registration_reminder_offered"] * 2


def test_offered_seat_is_reminded_with_its_deadline(make, workshop):
    make.registration(workshop, status="offered", offered_until=at(2, 15), language="en")
    send_reminders(now=at(7))
    assert "The seat is held until: 12 April 2026, 15:00" in reminders_of()[0].text


@pytest.mark.parametrize("state", ["draft", "approved", "held", "closed", "postponed", "cancelled"])
def test_workshop_that_does_not_come_reminds_nobody(make, workshop, state):
    make.registration(workshop)
    Workshop.objects.update(state=state)
    assert send_reminders(now=at(7)) == 0


def test_days_are_the_offices_own(make, workshop, office):
    make.registration(workshop)
    office.reminder_days = [3, "x"]
    office.save()
    assert [send_reminders(now=at(days)) for days in (7, 3, 1)] == [0, 1, 0]


def test_new_dates_are_reminded_of_anew(make, workshop):
    make.registration(workshop)
    send_reminders(now=at(7))
    Workshop.objects.update(start=FIRST + timedelta(days=30), end=FIRST + timedelta(days=30))
    assert send_reminders(now=at(-23)) == 1


def test_cancelling_takes_back_the_reminders_that_have_not_left(make, workshop, actor):
    make.registration(workshop)
    send_reminders(now=at(7))
    cancel_workshop(workshop=workshop, reason="Strike", by=actor, now=at(7))
    assert [letter.state for letter in reminders_of()] == ["cancelled"]
    assert Letter.objects.get(state="queued").kind == "registration_workshop_cancelled"


def test_withdrawn_between_reading_and_writing_is_not_reminded(make, workshop, actor, monkeypatch):
    row = make.registration(workshop)
    lock = reminders.places.lock_workshop

    def withdrawn_meanwhile(pk):
        monkeypatch.setattr(reminders.places, "lock_workshop", lock)
        withdraw(registration=row, by=actor, now=at(7))
        return lock(pk)

    monkeypatch.setattr(reminders.places, "lock_workshop", withdrawn_meanwhile)
    assert send_reminders(now=at(7)) == 0


def six_sweeps(make):
    workshop = make.workshop(start=FIRST, end=FIRST)
    for _ in range(3):
        make.registration(workshop)
    return at_once([lambda: send_reminders(now=at(7))] * 6)


@both
@pytest.mark.django_db(transaction=True)
def test_six_sweeps_at_once_remind_each_person_once(make, database):
    need(database)
    assert six_sweeps(make) == []
    assert len(reminders_of()) == 3


@both
@pytest.mark.django_db(transaction=True)
def test_control_without_the_name_each_sweep_reminds(make, database, monkeypatch):
    """What the constraint prevents does happen without it, so that the test above can fail."""
    need(database)
    monkeypatch.setattr(letters, "queue_letter", lambda **values: queue_letter(**values | {"once": None}))
    assert six_sweeps(make) == []
    assert len(reminders_of()) == 18


def test_reminder_takes_as_many_readings_for_one_workshop_as_for_three(make, office, django_assert_num_queries):
    for _ in range(3):
        make.workshop(office=office, start=FIRST + timedelta(days=40), end=FIRST + timedelta(days=40))
    with django_assert_num_queries(1):
        send_reminders(now=at(7))
