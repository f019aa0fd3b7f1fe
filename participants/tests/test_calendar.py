from datetime import UTC, date, time

import pytest
from django.urls import reverse
from icalendar import Calendar

from accounts.history import Actor, record
from participants.calendar import calendar_of


@pytest.fixture
def workshop(make, office):
    made = make.workshop("WS-C", office=office, start=date(2026, 6, 16), end=date(2026, 6, 17), city="Rabat")
    make.register(made, "D1-AM", title_en="Opening", end=time(12, 30))
    make.register(made, "D2-PM", day=made.end, start=time(14), end=time(16), title_en="Practice")
    return made


def events(workshop, now, **options):
    return Calendar.from_ical(calendar_of(workshop, now=now, **options)).walk("VEVENT")


def test_whole_workshop_is_one_event_in_the_time_of_its_place(workshop, now):
    (event,) = events(workshop, now)
    start, end = event.decoded("dtstart"), event.decoded("dtend")
    assert (start.isoformat()[:16], end.isoformat()[:16]) == ("2026-06-16T09:00", "2026-06-17T16:00")
    assert event["dtstart"].params["TZID"] == "Africa/Casablanca"
    assert (str(event["uid"]), event["status"], str(event["location"])) == (
        f"workshop-{workshop.pk}@testserver", "CONFIRMED", "Rabat",
    )  # fmt: skip


def test_file_brings_the_rules_of_its_zone(workshop, now):
    zone = Calendar.from_ical(calendar_of(workshop, now=now)).walk("VTIMEZONE")[0]
    start = events(workshop, now)[0].decoded("dtstart")
    zoned = start.replace(tzinfo=zone.to_tz())
    assert (str(zone["tzid"]), zoned.astimezone(UTC)) == ("Africa/Casablanca", start.astimezone(UTC))


def test_each_session_is_an_event_of_its_own(workshop, now):
    found = events(workshop, now, by_session=True)
    assert [str(event["summary"]) for event in found] == ["Opening · Workshop WS-C", "Practice · Workshop WS-C"]
    assert len({str(event["uid"]) for event in found}) == 2


@pytest.mark.parametrize(("state", "word"), [("postponed", "Postponed"), ("cancelled", "Cancelled")])
def test_what_is_put_off_replaces_the_event_it_was(workshop, now, state, word):
    before = events(workshop, now)[0]
    record(by=Actor.system("test"), now=now, obj=workshop, verb=state)
    workshop.state = state
    after = events(workshop, now)[0]
    assert (after["uid"], after["status"]) == (before["uid"], "CANCELLED")
    assert after["sequence"] > before["sequence"]
    assert str(after["summary"]) == f"{word}: Workshop WS-C"


def test_without_a_programme_the_days_are_whole(make, now):
    workshop = make.workshop(start=date(2026, 6, 16), end=date(2026, 6, 17))
    (event,) = events(workshop, now, by_session=True)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 6, 16), date(2026, 6, 18))


@pytest.mark.parametrize(("name", "count"), [("calendar", 1), ("calendar_sessions", 2)])
def test_anybody_may_take_the_file(client, workshop, name, count):
    answer = client.get(reverse(f"participants:{name}", args=[workshop.code]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="WS-C.ics"'
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == count


def test_draft_has_no_file(client, make):
    draft = make.workshop(state="draft")
    assert client.get(reverse("participants:calendar", args=[draft.code])).status_code == 404
