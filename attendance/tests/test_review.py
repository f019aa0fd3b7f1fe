"""What is read afterwards: one person's marks, questions for a reviewer, files, and the filter of the grid."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.history import Actor, entries_for
from accounts.models import Role
from attendance import actions, rules
from attendance.models import AttendanceRecord
from participants.models import Institution
from workshops.models import Register

DAY = date(2026, 1, 5)
HELD = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)


@pytest.fixture
def workshop(make, office):
    return make.workshop("W", office=office, start=DAY, end=DAY)


@pytest.fixture
def morning(make, workshop):
    return make.register(workshop)


def page(client, name, *arguments, query=""):
    return client.get(reverse(f"attendance:{name}", args=["W", *arguments]) + query)


def corrected(make, morning, coordinator):
    """A person whose presence was corrected to absent after the register was reopened."""
    person = make.registration(morning.workshop, given_name="Amina", family_name="ALAMI")
    by = Actor.of(coordinator)
    actions.record(register=morning, marks={person.pk: "present"}, by=by, now=HELD)
    actions.validate_register(register=morning, by=by, now=HELD)
    actions.reopen_register(register=morning, reason="Sheet misread", by=by, now=HELD)
    actions.record(register=morning, marks={person.pk: "absent"}, by=by, now=HELD + timedelta(hours=1), reason="Seat empty")
    return person


def test_marks_of_a_person_show_what_was_superseded_by_whom_and_why(make, staff, coordinator, morning):
    person = corrected(make, morning, coordinator)
    response = page(staff, "person", person.pk)
    [(register, marks)] = response.context["registers"]
    assert (register, [mark.state for mark in marks], response.context["corrected"]) == (morning, ["present", "absent"], 1)
    assert "<s>present</s>" in response.text
    for words in ("Seat empty", coordinator.name, "1 mark was superseded", "12:00"):
        assert words in response.text


def test_marks_of_a_person_cost_the_same_for_few_and_many(make, staff, workshop, django_assert_num_queries):
    person = make.registration(workshop)
    for size in (1, 12):
        for number in range(size):
            make.mark(person, make.register(workshop, f"R{size}-{number}"))
        with django_assert_num_queries(7):
            page(staff, "person", person.pk)


def test_person_of_another_workshop_is_not_found(make, staff, workshop, office):
    assert page(staff, "person", make.registration(make.workshop(office=office)).pk).status_code == 404


def test_person_without_marks_is_told_so(make, staff, workshop):
    assert "No mark yet" in page(staff, "person", make.registration(workshop).pk).text


def test_reading_the_marks_of_a_person_is_noted_but_the_coordinators(make, client, staff, office, workshop):
    person = make.registration(workshop)
    page(staff, "person", person.pk)
    client.force_login(make.user(office=office, role=Role.ME_OFFICER))
    page(client, "person", person.pk)
    assert [entry.verb for entry in entries_for(person)] == ["viewed"]


def test_coincidences_pair_marks_of_one_person_and_day():
    here = [(("a", 1), "x"), (("a", 1), "y"), (("b", 1), "x"), (("a", 2), "x")]
    there = [(("a", 1), "z"), (("b", 2), "z"), (("c", 1), "z")]
    assert rules.coincidences(here, there) == [(("a", 1), ["x", "y"], ["z"])]


@pytest.mark.parametrize(("moment", "late"), [("2026-01-19T23:59", False), ("2026-01-20T00:00", True)])
def test_late_begins_with_the_day_after_the_last_in_time(moment, late):
    moment = datetime.fromisoformat(f"{moment}+01:00")
    assert (moment >= rules.late_from(DAY, "Europe/Paris", 14)) is late
    assert rules.days_between(DAY, moment, "Europe/Paris") == 14 + late


def elsewhere(make, person, *, office=None, state="present", status="confirmed", day=DAY):
    """Another workshop of the person's office, or of `office`, on `day`, with a mark of that person."""
    other = make.workshop(office=office or person.workshop.office, start=day, end=day)
    participant = person.participant if office is None else None
    mark = make.mark(make.registration(other, participant=participant, status=status), make.register(other), state)
    return mark.register


def test_presence_at_two_events_of_a_day_is_a_question_with_ways_to_both(make, staff, workshop, morning):
    person = make.registration(workshop, family_name="ALAMI")
    make.mark(person, morning, recorded_at=HELD)
    there = elsewhere(make, person)
    elsewhere(make, person, state="absent")
    elsewhere(make, person, status="withdrawn")
    elsewhere(make, person, day=DAY + timedelta(days=1))
    elsewhere(make, person, office=make.office())
    response = page(staff, "review")
    [row] = response.context["two_events"]
    assert (row["person"], row["day"]) == (person, DAY)
    assert [mark["register"] for mark in row["here"] + row["elsewhere"]] == [morning, there]
    for register in (morning, there):
        assert f"{reverse('attendance:grid', args=[register.workshop.code])}?register={register.pk}" in response.text
    assert page(staff, "grid").context["questions"] == 1


def test_register_typed_long_after_is_a_question(make, staff, workshop, morning):
    late, person = HELD + timedelta(days=28), make.registration(workshop)
    first = make.mark(person, morning, recorded_at=HELD)
    second = make.mark(person, make.register(workshop, "D1-PM"), recorded_at=late)
    make.mark(person, make.register(workshop, "D1-EVE"), recorded_at=late, source="import")
    correction = make.mark(make.registration(workshop), morning, recorded_at=late)
    AttendanceRecord.objects.filter(pk=first.pk).update(superseded_by=correction)
    response = page(staff, "review")
    [row] = response.context["typed_late"]
    assert (row["register"], row["register"].late_marks, row["days"]) == (second.register, 1, 28)
    assert "more than 14 days after the workshop?" in response.text


def test_questions_cost_the_same_for_few_and_many(make, staff, workshop, morning, django_assert_num_queries):
    for size in (1, 6):
        for _number in range(size):
            person = make.registration(workshop)
            make.mark(person, morning)
            elsewhere(make, person)
        with django_assert_num_queries(8):
            assert page(staff, "review").context["two_events"]


def test_nothing_unusual_is_nothing_to_ask(staff, workshop):
    assert "Nothing to ask" in page(staff, "review").text


def test_workbook_holds_shares_the_rule_and_corrections(make, staff, coordinator, workshop, morning):
    corrected(make, morning, coordinator)
    make.mark(make.registration(workshop, family_name="=BENALI", arabic_name="أمينة"), morning, "late")
    book = load_workbook(BytesIO(page(staff, "export_xlsx").content))
    people, corrections = [list(sheet.iter_rows(values_only=True)) for sheet in book]
    assert people[0][5:] == ("05/01/2026 AM", "Attended", "Of", "Share", "Rule: 80 % of 1")
    assert sorted(row[1:3] + row[5:] for row in people[1:]) == [
        ("=BENALI", "أمينة", "late", 1, 1, 1, "Met"),
        ("ALAMI", "أمينة", "absent", 0, 1, 0, "Cannot be met"),
    ]
    change = ("D1-AM", "present", "absent", coordinator.name, datetime(2026, 1, 5, 12, 0), "Seat empty")
    assert [row[1:2] + row[3:] for row in corrections[1:]] == [("ALAMI", *change)]
    assert entries_for(workshop)[0].verb == "export_names"


def test_paper_of_attendance_says_what_the_page_says(make, staff, workshop, morning):
    make.mark(make.registration(workshop, given_name="Ali", family_name="BA", arabic_name="علي با"), morning, "late")
    response = staff.post(reverse("attendance:print", args=[workshop.code, "marks"]))
    text = " ".join(PdfReader(BytesIO(response.content)).pages[0].extract_text().split())
    assert response["Content-Disposition"] == 'attachment; filename="w-attendance-en.pdf"'
    for words in ("Workshop W", "Ali BA", "علي با", "1 of 1", "Rule: 80 % of 1", "L late", "Page 1 of 1"):
        assert words in text
    assert entries_for(workshop)[0].verb == "export_names"


@pytest.fixture
def mixed(make, workshop):
    """Two people of one institution, one of another, one of none in the list."""
    first, second = make.institution("AAA"), make.institution("BBB")
    people = [make.registration(workshop, institution=each) for each in (first, first, second)]
    return [*people, make.registration(workshop, institution_proposal="A club", given_name="Zoé")]


def test_grid_shows_an_institution_and_counts_everybody(staff, morning, mixed):
    wanted = mixed[0].institution_id
    response = page(staff, "grid", query=f"?institution={wanted}")
    assert {row.person for row in response.context["page_obj"].object_list} == set(mixed[:2])
    column = response.context["table"].focus
    assert (column.unmarked, column.shown_unmarked) == (4, 2)
    assert f"/marks?&amp;institution={wanted}" in response.text


@pytest.mark.parametrize(
    ("query", "shown"),
    [("?institution=0", [3]), ("?q=zoe", [3]), ("?institution=x", [0, 1, 2, 3]), ("?q=nobody", [])],
)
def test_grid_filters(staff, morning, mixed, query, shown):
    response = page(staff, "grid", query=query)
    assert {row.person for row in response.context["page_obj"].object_list} == {mixed[number] for number in shown}
    assert ("Nobody fits" in response.text) is (shown == [])


def test_unmarked_are_set_among_those_shown(staff, morning, mixed):
    query = f"?institution={mixed[0].institution_id}"
    response = staff.post(reverse("attendance:unmarked", args=["W", morning.pk]) + query, {"state": "absent"})
    assert set(morning.records.values_list("registration", flat=True)) == {person.pk for person in mixed[:2]}
    assert response.url.endswith(f"?register={morning.pk}&institution={mixed[0].institution_id}")


def test_grid_of_120_people_and_10_registers_opens_and_saves_in_few_queries(make, staff, workshop, django_assert_num_queries):
    registers = [make.register(workshop, f"R{number}") for number in range(10)]
    people = _many(make, workshop, 120)
    marks = [_present(person, register) for register in registers[:9] for person in people]
    AttendanceRecord.objects.bulk_create(marks)
    ContentType.objects.get_for_model(Register)  # asked once per process
    with django_assert_num_queries(16):
        response = page(staff, "grid")
    assert response.text.count("data-cell ") == 1200
    sent = {"marks": {str(person.pk): "late" for person in people}}
    counts = {"sqlite": (26, 28), "postgresql": (25, 27)}[connection.vendor]  # SQLite writes 120 rows in portions
    for register, queries in zip((registers[9], registers[0]), counts, strict=True):
        with django_assert_num_queries(queries):
            address = reverse("attendance:marks", args=["W", register.pk])
            assert staff.post(address, sent, content_type="application/json").json()["register"]["present"] == 120
    late = AttendanceRecord.objects.current().filter(state="late").values_list("register", flat=True)
    assert set(late) == {registers[0].pk, registers[9].pk}


def _many(make, workshop, count):
    """`count` confirmed people of a workshop, written at once."""
    institution = Institution.objects.create(key="MANY", type="ministry", acronym="M")
    first = make.registration(workshop, institution=institution)
    fields = {f.attname: getattr(first, f.attname) for f in first._meta.concrete_fields if not f.primary_key}
    others = []
    for number in range(1, count):
        own = {"key": f"M{number}", "position": 10_000 + number, "email_key": f"m{number}", "door_code": f"CODE{number:04}"}
        others.append(type(first)(**fields | own | {"participant_id": None}))
        others[-1].participant = _participant_like(first.participant, number)
    type(first.participant).objects.bulk_create([one.participant for one in others])
    type(first).objects.bulk_create(others)
    return [first, *others]


def _participant_like(participant, number):
    fields = {f.attname: getattr(participant, f.attname) for f in participant._meta.concrete_fields if not f.primary_key}
    return type(participant)(**fields | {"email_key": f"m{number}"})


def _present(person, register):
    return AttendanceRecord(registration=person, register=register, state="present", source="sheet", recorded_at=HELD)
