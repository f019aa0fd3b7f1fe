from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from accounts.history import entries_for
from mailing.actions import batch_of, queue_letter
from mailing.models import Letter
from participants.actions.interruptions import (
    InterruptionRefused,
    cancel_workshop,
    postpone_workshop,
    reschedule_workshop,
)
from participants.models import Quota, Registration
from workshops.actions.workshops import PlanRefused

DAY = date(2026, 5, 4)


@pytest.fixture
def postponed(make, office):
    """A postponed workshop of two days, complete for publication."""
    workshop = make.workshop(
        office=office,
        state="postponed",
        state_reason="Strike",
        start=date(2026, 4, 14),
        end=date(2026, 4, 15),
        registration_closes_at=datetime(2026, 4, 10, 18, tzinfo=UTC),
        shares={make.donor(): "1"},
    )
    make.register(workshop)
    make.register(workshop, code="D2-AM", day=workshop.end)
    return workshop


def test_new_dates_move_programme_and_closing_time_and_publish(postponed, actor, now):
    reschedule_workshop(workshop=postponed, start=DAY, end=DAY + timedelta(days=1), by=actor, now=now)
    postponed.refresh_from_db()
    assert (postponed.state, postponed.state_reason, postponed.start) == ("published", "", DAY)
    assert list(postponed.registers.order_by("date").values_list("date", flat=True)) == [DAY, DAY + timedelta(days=1)]
    assert postponed.registration_closes_at == datetime(2026, 4, 30, 18, tzinfo=UTC)
    assert [entry.verb for entry in entries_for(postponed)] == ["reschedule"]


def test_new_dates_are_told_to_every_live_registrant_who_keeps_the_state(make, postponed, actor, now):
    for status in Registration.Status.values:
        make.registration(postponed, status=status, rank=1 if status == "waitlisted" else None)
    told = reschedule_workshop(workshop=postponed, start=DAY, end=DAY + timedelta(days=1), reason="Room", by=actor, now=now)
    assert told == 5
    assert list(Registration.objects.order_by("position").values_list("status", flat=True)) == Registration.Status.values
    letters = Letter.objects.filter(kind="registration_workshop_rescheduled")
    assert letters.count() == 5
    assert all("Room" in letter.text and "/my/" in letter.text for letter in letters)


@pytest.mark.parametrize(
    ("change", "start", "code"),
    [
        ({"state": "published"}, DAY, "not_allowed"),
        ({"state": "cancelled"}, DAY, "not_allowed"),
        ({}, date(2026, 3, 1), "past"),
    ],
)
def test_new_dates_are_refused(postponed, actor, now, change, start, code):
    type(postponed).objects.filter(pk=postponed.pk).update(**change)
    with pytest.raises(InterruptionRefused) as refused:
        reschedule_workshop(workshop=postponed, start=start, end=start + timedelta(days=1), by=actor, now=now)
    assert refused.value.code == code


def test_new_dates_need_what_publishing_needs(postponed, actor, now):
    postponed.funding.all().delete()
    with pytest.raises(InterruptionRefused) as refused:
        reschedule_workshop(workshop=postponed, start=DAY, end=DAY + timedelta(days=1), by=actor, now=now)
    assert (refused.value.code, refused.value.missing) == ("incomplete", ("shares",))


def test_new_dates_that_leave_sessions_outside_change_nothing(postponed, actor, now):
    with pytest.raises(PlanRefused, match="sessions_outside"):
        reschedule_workshop(workshop=postponed, start=DAY, end=DAY, by=actor, now=now)
    postponed.refresh_from_db()
    assert (postponed.state, postponed.start) == ("postponed", date(2026, 4, 14))


def test_new_dates_move_what_was_agreed_with_institutions_and_tell_them(make, postponed, actor, now):
    asked = make.invitation(postponed, quota=2, deadline=date(2026, 4, 1))
    Quota.objects.update(release_on=date(2026, 4, 7))
    make.invitation(postponed, sent_at=None)
    reschedule_workshop(workshop=postponed, start=DAY, end=DAY + timedelta(days=1), by=actor, now=now)
    asked.refresh_from_db()
    assert (asked.deadline, Quota.objects.get().release_on) == (date(2026, 4, 21), date(2026, 4, 27))
    letter = Letter.objects.get(kind="invitation_rescheduled")
    assert (letter.to, "/nominate/" in letter.text) == (asked.focal_point.email, True)


@pytest.mark.parametrize(("act", "kind"), [(postpone_workshop, "postponed"), (cancel_workshop, "cancelled")])
def test_an_interruption_is_told_to_institutions_asked_for_names(make, actor, now, act, kind):
    workshop = make.workshop()
    asked = make.invitation(workshop)
    make.invitation(workshop, withdrawn_at=now)
    make.invitation(workshop, sent_at=None)
    act(workshop=workshop, reason="The hall is under repair.", by=actor, now=now)
    letter = Letter.objects.get(kind=f"invitation_{kind}")
    assert (letter.to, "The hall is under repair." in letter.text) == (asked.focal_point.email, True)


@pytest.mark.parametrize("act", [postpone_workshop, cancel_workshop])
def test_messages_that_wait_for_their_time_are_held_back_by_an_interruption(make, actor, now, act):
    workshop = make.workshop("W-M")
    batch, _new = batch_of(office=workshop.office, nonce=uuid4(), about=workshop, by=actor, now=now)
    given = {"office": workshop.office, "kind": "message", "to": "a@example.org", "language": "en", "subject": "S", "text": "T"}
    for send_at in (now + timedelta(days=1), None):
        queue_letter(**given, about=None, now=now, send_at=send_at, batch=batch if send_at else None)
    act(workshop=workshop, reason="Flood", by=actor, now=now)
    assert list(Letter.objects.order_by("pk").values_list("state", flat=True)) == ["held", "queued"]
