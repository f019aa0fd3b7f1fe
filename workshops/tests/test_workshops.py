from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.history import entries_for
from workshops.forms.workshops import WorkshopForm
from workshops.models import Rule, Topic, Venue, Workshop

RULE = {
    "rule-percent": "80",
    "rule-unit": "half_day",
    "rule-scope": "event",
    "rule-test": "none",
    "rule-excused": "counts_absent",
}


@pytest.fixture
def sent(make, office):
    """What the form sends for the smallest plan."""
    return {
        "office": office.pk,
        "project": make.project().pk,
        "title_fr": "Atelier",
        "start": "2026-04-14",
        "end": "2026-04-15",
        "timezone": "Africa/Casablanca",
        "mode": "on_site",
        "admission": "selection",
        "attendance_unit": "half_day",
    } | RULE


def create(staff, sent, **more):
    return staff.post(reverse("workshops:create"), sent | more)


def test_create_proposes_a_code_and_begins_as_a_draft(staff, sent, office, coordinator):
    response = create(staff, sent)
    workshop = Workshop.objects.get()
    assert response["Location"] == reverse("workshops:programme", args=["TST-2026-01"])
    assert (workshop.code, workshop.state, workshop.office, workshop.country) == ("TST-2026-01", "draft", office, "MA")
    assert (entries_for(workshop).get().verb, entries_for(workshop).get().user) == ("created", coordinator)
    create(staff, sent)
    assert Workshop.objects.filter(code="TST-2026-02").exists()


def test_create_copies_the_rule_in_force(staff, sent, make, now):
    project = make.project()
    Rule.objects.create(project=project, version=2, created_at=now, threshold="0.75", scope="each_day")
    create(staff, sent, project=project.pk)
    rule = Workshop.objects.get().certificate_rule
    assert (rule.threshold, rule.scope) == ("0.75", "each_day")


def test_create_with_a_rule_of_its_own(staff, sent):
    create(staff, sent | {"own_rule": "1", "rule-percent": "66.6", "rule-test": "score", "rule-pass_mark": "12.5"})
    rule = Workshop.objects.get().certificate_rule
    assert (rule.threshold, rule.test, str(rule.pass_mark)) == ("0.666", "score", "12.500")


def test_create_with_a_score_rule_without_pass_mark_is_refused(staff, sent):
    response = create(staff, sent | {"own_rule": "1", "rule-test": "score"})
    assert set(response.context["rule_form"].errors) == {"pass_mark"}
    assert not Workshop.objects.exists()


def test_create_adds_venue_and_topic(staff, sent):
    create(staff, sent, venue_name="Hôtel", venue_address="Rue 1", city_en="Rabat", new_topic="Border management")
    workshop = Workshop.objects.get()
    assert workshop.venue == Venue.objects.get(name_en="Hôtel", address_en="Rue 1", city_en="Rabat")
    assert list(workshop.topics.all()) == [Topic.objects.get(slug="border-management", name_en="Border management")]


def test_times_are_those_of_the_place(staff, sent):
    create(
        staff, sent, timezone="Asia/Tokyo", registration_opens_at="2026-04-01T09:00", registration_closes_at="2026-04-02T09:00"
    )
    workshop = Workshop.objects.get()
    assert workshop.registration_opens_at == datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
    form = staff.get(reverse("workshops:edit", args=[workshop.code])).context["form"]
    assert form["registration_opens_at"].value() == datetime(2026, 4, 1, 9, 0)


BAD = [
    ({"title_fr": ""}, {"title_en"}),
    ({"title_en": "a\0b"}, {"title_en"}),
    ({"title_en": "x" * 301}, {"title_en"}),
    ({"description_en": "x" * 5001}, {"description_en"}),
    ({"end": "2026-04-13"}, {"end"}),
    ({"end": "2027-04-13"}, {"end"}),
    ({"start": "0001-01-01"}, {"start"}),
    ({"start": "tomorrow"}, {"start"}),
    ({"capacity": "0"}, {"capacity"}),
    ({"capacity": "1000000000000"}, {"capacity"}),
    ({"capacity": "-3"}, {"capacity"}),
    ({"women_percent": "101"}, {"women_percent"}),
    ({"women_percent": "NaN"}, {"women_percent"}),
    ({"test_max_score": "1e300"}, {"test_max_score"}),
    ({"timezone": "Mars/Olympus"}, {"timezone"}),
    ({"timezone": "../../etc/passwd"}, {"timezone"}),
    ({"registration_opens_at": "2026-04-02T09:00", "registration_closes_at": "2026-04-02T09:00"}, {"registration_closes_at"}),
    ({"registration_closes_at": "9999-12-31T23:59"}, {"registration_closes_at"}),
    ({"code": "new"}, {"code"}),
    ({"code": "a/b"}, {"code"}),
    ({"code": ".."}, {"code"}),
    ({"project": "999999"}, {"project"}),
    ({"languages": ["xx"]}, {"languages"}),
    ({"currency": "EURO"}, {"currency"}),
    ({"venue_address": "Rue 1"}, {"venue_name"}),
]


@pytest.mark.parametrize(("bad", "fields"), BAD)
def test_bad_input_is_told_beside_its_field_and_kept(staff, sent, bad, fields):
    response = create(staff, sent, **{"city_en": "Kept City"} | bad)
    assert set(response.context["form"].errors) == fields
    assert b"Kept City" in response.content
    assert not Workshop.objects.exists()


def test_office_of_others_cannot_be_chosen(staff, sent, make):
    assert set(create(staff, sent, office=make.office().pk).context["form"].errors) == {"office"}


def test_known_code_is_refused(staff, sent, make):
    make.workshop("TAKEN")
    assert set(create(staff, sent, code="TAKEN").context["form"].errors) == {"code"}


def test_code_taken_at_the_same_moment_is_told_beside_its_field(staff, sent, make, monkeypatch):
    make.workshop("TAKEN")
    monkeypatch.setattr(WorkshopForm, "validate_unique", lambda _form: None)  # both forms saw that it was free
    response = create(staff, sent, code="TAKEN", city_en="Kept City")
    assert set(response.context["form"].errors) == {"code"}
    assert (Workshop.objects.count(), b"Kept City" in response.content) == (1, True)


def edit(staff, workshop, sent, **more):
    return staff.post(reverse("workshops:edit", args=[workshop.code]), sent | {"project": workshop.project_id} | more)


def test_edit_records_what_changed_alone(staff, sent, make, office):
    workshop = make.workshop(office=office, capacity=25, end=date(2026, 4, 15))
    edit(staff, workshop, sent, title_en=workshop.title_en, title_fr=workshop.title_fr, title_ar=workshop.title_ar, capacity=30)
    entry = entries_for(workshop).get()
    assert (entry.values.before, entry.values.after) == ({"capacity": 25}, {"capacity": 30})


def test_moving_the_dates_moves_the_programme(staff, sent, make, office):
    workshop = make.workshop(office=office)
    register = make.register(workshop)
    edit(staff, workshop, sent, start="2026-05-04", end="2026-05-05")
    register.refresh_from_db()
    assert (register.date, register.code) == (date(2026, 5, 4), "D1-AM")


def test_dates_that_leave_sessions_outside_are_refused(staff, sent, make, office):
    workshop = make.workshop(office=office, end=date(2026, 4, 15))
    make.register(workshop, "D2-AM", day=date(2026, 4, 15))
    response = edit(staff, workshop, sent, end="2026-04-14")
    assert set(response.context["form"].errors) == {"start"}
    workshop.refresh_from_db()
    assert workshop.end == date(2026, 4, 15)


def test_dates_with_attendance_recorded_stay(staff, sent, make, office):
    workshop = make.workshop(office=office)
    make.mark(make.registration(workshop), make.register(workshop))
    for change in ({"start": "2026-05-04", "end": "2026-05-05"}, {"attendance_unit": "session"}):
        assert set(edit(staff, workshop, sent, **change).context["form"].errors) == {"start"}
    workshop.refresh_from_db()
    assert (workshop.start, workshop.attendance_unit) == (date(2026, 4, 14), "half_day")


def test_changing_the_unit_regroups_the_registers(staff, sent, make, office):
    workshop = make.workshop(office=office)
    make.register(workshop, "D1-AM", start=time(9), end=time(10))
    make.register(workshop, "D1-PM", start=time(14), end=time(15))
    edit(staff, workshop, sent, attendance_unit="session")
    assert sorted(workshop.registers.values_list("code", flat=True)) == ["S01", "S02"]
    edit(staff, workshop, sent, attendance_unit="half_day")
    assert sorted(workshop.registers.values_list("code", flat=True)) == ["D1-AM", "D1-PM"]


def test_parallel_sessions_cannot_become_one_half_day(staff, sent, make, office):
    workshop = make.workshop(office=office, attendance_unit="session")
    make.register(workshop, "S01", start=time(9), end=time(11))
    make.register(workshop, "S02", start=time(10), end=time(12))
    assert set(edit(staff, workshop, sent).context["form"].errors) == {"attendance_unit"}
    assert sorted(workshop.registers.values_list("code", flat=True)) == ["S01", "S02"]


def test_held_workshop_keeps_its_dates(staff, sent, make, office):
    workshop = make.workshop(office=office, state="held")
    edit(staff, workshop, sent, start="2026-05-04", end="2026-05-05")
    workshop.refresh_from_db()
    assert workshop.start == date(2026, 4, 14)


def test_list_filters_by_address(staff, make, office):
    shown = make.workshop("A-1", office=office, title_en="Frontières", city_en="Rabat", state="held")
    make.workshop("A-2", office=office, start=date(2025, 4, 14), end=date(2025, 4, 14))
    make.workshop("OTHER")

    def found(**query):
        return {row.code for row in staff.get(reverse("workshops:list"), query).context["page_obj"]}

    assert found() == {"A-1", "A-2"}
    assert found(q="rabat front") == found(state="held") == found(year="2026") == found(project=shown.project_id) == {"A-1"}
    assert found(q="no such") == set()
    assert found(state="x", year="10000000000000000000000", project="x", page="99999999999999999999", q="a\0") == {"A-1", "A-2"}


def test_list_asks_as_often_for_three_rows_as_for_one(staff, make, office):
    counts = []
    for _number in range(3):
        make.workshop(office=office)
        with CaptureQueriesContext(connection) as asked:
            staff.get(reverse("workshops:list"))
        counts.append(len(asked))
    assert counts[0] == counts[2]


def test_history_tells_who_changed_what_and_why(staff, sent, make, office, coordinator):
    workshop = make.workshop(office=office, end=date(2026, 4, 15), capacity=25)
    edit(staff, workshop, sent, capacity=30)
    page = staff.get(reverse("workshops:history", args=[workshop.code])).content.decode()
    assert coordinator.name in page
    assert "capacity" in page
    assert ">25<" in page
    assert ">30<" in page


def test_title_is_escaped(staff, make, office):
    workshop = make.workshop(office=office, title_en="<script>x</script>", end=date(2026, 4, 14) + timedelta(days=1))
    assert b"<script>x" not in staff.get(reverse("workshops:programme", args=[workshop.code])).content
