from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.history import Actor, entries_for
from workshops.actions.people import EngagementRefused, add_facilitator, add_organisation, disengage, engage
from workshops.actions.programme import ProgrammeRefused, copy_day, remove_session, save_session
from workshops.models import Organisation, Session, Workshop

DAY = date(2026, 4, 14)


@pytest.fixture
def workshop(make, office):
    return make.workshop(office=office, start=DAY, end=DAY + timedelta(days=1))


@pytest.fixture
def save(workshop, coordinator, now):
    def save(start, end, *, day=DAY, kind="session", session=None, **more):
        values = {"day": day, "kind": kind, "start": start, "end": end, "title_en": "Title", "title_fr": None, "title_ar": None}
        return save_session(workshop=workshop, values=values, session=session, by=Actor.of(coordinator), now=now, **more)

    return save


def codes(workshop):
    return {session.key: session.register.code for session in workshop.sessions.select_related("register")}


def test_half_day_sessions_share_a_register(save, workshop):
    save(time(9), time(10))
    save(time(10), time(12))
    save(time(12), time(12, 15), kind="break")
    save(time(13), time(15))
    save(time(9), time(10), day=DAY + timedelta(days=1))
    assert codes(workshop) == {"S1": "D1-AM", "S2": "D1-AM", "B1": "D1-AM", "S3": "D1-PM", "S4": "D2-AM"}


def test_session_unit_gives_each_session_its_register(save, workshop):
    workshop.attendance_unit = "session"
    workshop.save()
    save(time(9), time(11))
    save(time(10), time(12))  # parallel sessions are two sheets
    save(time(12), time(12, 15), kind="break")
    assert codes(workshop) == {"S1": "S1", "S2": "S2", "B1": "S2"}


def test_overlap_within_a_register_is_refused(save, workshop):
    save(time(9), time(11))
    with pytest.raises(ProgrammeRefused) as refused:
        save(time(10), time(12))
    assert (refused.value.code, refused.value.names) == ("overlap", ("S1",))
    assert workshop.sessions.count() == 1


def test_session_outside_the_workshop_is_refused(save):
    with pytest.raises(ProgrammeRefused) as refused:
        save(time(9), time(11), day=DAY - timedelta(days=1))
    assert refused.value.code == "outside_dates"


def test_moving_a_session_moves_its_register_and_drops_the_empty_one(save, workshop):
    session = save(time(9), time(11))
    save(time(14), time(15), session=session)
    assert codes(workshop) == {"S1": "D1-PM"}
    assert [register.code for register in workshop.registers.all()] == ["D1-PM"]


def test_register_with_attendance_keeps_its_sessions(make, save, workshop, coordinator, now):
    session = save(time(9), time(11))
    make.mark(make.registration(workshop), session.register)
    for move in ({"day": DAY + timedelta(days=1)}, {"kind": "break"}):
        with pytest.raises(ProgrammeRefused) as refused:
            save(time(9), time(11), session=Session.objects.get(pk=session.pk), **move)
        assert refused.value.code == "register_in_use"
    with pytest.raises(ProgrammeRefused):
        save(time(14), time(15), session=Session.objects.get(pk=session.pk))
    with pytest.raises(ProgrammeRefused):
        remove_session(session=session, by=Actor.of(coordinator), now=now)
    assert codes(workshop) == {"S1": "D1-AM"}
    with pytest.raises(ProgrammeRefused, match="times_in_use"):
        save(time(9), time(11, 30), session=Session.objects.get(pk=session.pk))


def test_removing_the_last_session_removes_its_register(save, workshop, coordinator, now):
    session = save(time(9), time(11))
    remove_session(session=session, by=Actor.of(coordinator), now=now)
    assert not workshop.registers.exists()
    assert [entry.verb for entry in entries_for(workshop)] == ["session_removed", "session_added"]


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_programme_of_a_closed_workshop_is_final(save, workshop, state):
    workshop.state = state
    workshop.save()
    with pytest.raises(ProgrammeRefused) as refused:
        save(time(9), time(11))
    assert refused.value.code == "closed"


def test_copy_day_repeats_sessions_with_their_organisations(save, workshop, coordinator, now):
    first, second = (Organisation.objects.create(key=key, name=key) for key in "BA")
    save(time(9), time(11), organisations=[first, second])
    by = Actor.of(coordinator)
    assert copy_day(workshop=workshop, source=DAY, target=DAY + timedelta(days=1), by=by, now=now) == 1
    copied = workshop.sessions.get(key="S2")
    assert copied.register.code == "D2-AM"
    assert [row.organisation.key for row in copied.given_by.all()] == ["B", "A"]
    with pytest.raises(ProgrammeRefused) as refused:
        copy_day(workshop=workshop, source=DAY, target=DAY + timedelta(days=1), by=by, now=now)
    assert refused.value.code == "day_not_empty"


def test_add_organisation_makes_an_identifier_and_knows_the_known(coordinator, now):
    by = Actor.of(coordinator)
    made = add_organisation(name="المنظمة الدولية", by=by, now=now)
    assert made.key.isascii()
    assert add_organisation(name="المنظمة الدولية", by=by, now=now) == made
    other = add_organisation(name="المنظمة-الدولية", by=by, now=now)
    assert other.key != made.key


def test_engage_twice_is_once_and_a_certified_engagement_stays(workshop, coordinator, now):
    by = Actor.of(coordinator)
    person = add_facilitator(name="Karim", organisation="IOM", by=by, now=now)
    engagement = engage(workshop=workshop, facilitator=person, by=by, now=now)
    assert engage(workshop=workshop, facilitator=person, by=by, now=now) == engagement
    disengage(engagement=engagement, by=by, now=now)
    assert [entry.verb for entry in entries_for(workshop)] == ["facilitator_removed", "facilitator_added"]
    assert issubclass(EngagementRefused, Exception)


def test_session_page_keeps_what_was_typed(staff, workshop):
    url = reverse("workshops:session_add", args=[workshop.code])
    sent = {"kind": "session", "day": "2026-05-01", "start": "11:00", "end": "10:00", "title_en": "Kept title"}
    response = staff.post(url, sent)
    assert set(response.context["form"].errors) == {"day", "end"}
    assert b"Kept title" in response.content
    assert not workshop.sessions.exists()


def test_session_page_shows_an_overlap_beside_the_time(staff, save, workshop):
    save(time(9), time(11))
    sent = {"kind": "session", "day": DAY.isoformat(), "start": "10:00", "end": "12:00", "title_en": "T"}
    response = staff.post(reverse("workshops:session_add", args=[workshop.code]), sent)
    assert response.context["form"].errors == {"start": ["This time lies over S1."]}


def test_session_page_saves_and_shows_the_agenda(staff, workshop):
    organisation = Organisation.objects.create(key="IOM", name="IOM Morocco")
    sent = {"kind": "session", "day": DAY.isoformat(), "start": "09:00", "end": "10:30", "title_ar": "الافتتاح"}
    response = staff.post(
        reverse("workshops:session_add", args=[workshop.code]), sent | {"organisation_1": organisation.pk}, follow=True
    )
    assert codes(workshop) == {"S1": "D1-AM"}
    assert "الافتتاح".encode() in response.content
    assert b"IOM Morocco" in response.content


def test_facilitator_page_adds_a_new_person(staff, workshop):
    url = reverse("workshops:facilitator_add", args=[workshop.code])
    assert "facilitator" in staff.post(url, {}).context["form"].errors
    assert "organisation" in staff.post(url, {"name": "Karim"}).context["form"].errors
    staff.post(url, {"name": "Karim", "organisation_name": "IOM Egypt"})
    engagement = workshop.engagements.get()
    assert (engagement.facilitator.name, engagement.facilitator.organisation.name) == ("Karim", "IOM Egypt")


@pytest.mark.parametrize("page", ["programme", "funding", "history"])
def test_pages_ask_as_often_for_three_rows_as_for_one(staff, workshop, save, page):
    url = reverse(f"workshops:{page}", args=[workshop.code])
    given = {"organisations": [Organisation.objects.create(key="X", name="X")]}
    counts = []
    for hour in (9, 10, 14):
        save(time(hour), time(hour + 1), **given)
        with CaptureQueriesContext(connection) as asked:
            staff.get(url)
        counts.append(len(asked))
    assert counts[0] == counts[2]


def test_copy_day_reads_the_state_under_the_lock(workshop, coordinator, now):
    Workshop.objects.update(state="closed")
    with pytest.raises(ProgrammeRefused) as refused:
        copy_day(workshop=workshop, source=DAY, target=DAY + timedelta(days=1), by=Actor.of(coordinator), now=now)
    assert refused.value.code == "closed"
