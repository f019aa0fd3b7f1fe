from datetime import date, time

import pytest
from django.urls import reverse

from accounts.models import Role
from attendance.views.grid import PER_PAGE

DAY = date(2026, 1, 5)


@pytest.fixture
def workshop(make, office):
    return make.workshop(office=office, start=DAY, end=DAY)


@pytest.fixture
def morning(make, workshop):
    return make.register(workshop)


@pytest.fixture
def afternoon(make, workshop):
    return make.register(workshop, "D1-PM", start=time(14), end=time(17))


def url(name, register, **query):
    path = reverse(f"attendance:{name}", args=[register.workshop.code, register.pk])
    return path + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")


def grid(client, workshop, query=""):
    return client.get(reverse("attendance:grid", args=[workshop.code]) + query)


def test_grid_shows_marks_figures_and_the_outlook(make, staff, workshop, morning, afternoon):
    first = make.registration(workshop, family_name="ALAMI")
    make.registration(workshop, family_name="ZAHRAOUI")
    make.mark(first, morning, "late")
    table = grid(staff, workshop).context["table"]
    assert [(column.label, column.editable, column.focus) for column in table.columns] == [
        ("AM", True, True),
        ("PM", True, False),
    ]
    assert [(row.person.family_name, row.attended, row.outlook) for row in table.rows] == [
        ("ALAMI", 1, "possible"),
        ("ZAHRAOUI", 0, "possible"),
    ]
    assert (table.held, table.terms, table.summary) == (2, "Rule: 80 % of 2", "0 met, 2 open, 0 not")


def test_grid_locks_validated_registers_and_opens_the_next(make, staff, workshop, morning, afternoon):
    make.mark(make.registration(workshop), morning)
    make.validate(morning)
    response = grid(staff, workshop)
    columns = [(c.validated, c.editable, c.focus) for c in response.context["table"].columns]
    assert columns == [(True, False, False), (False, True, True)]
    assert f'action="{url("validate", afternoon)}"' in response.text
    assert url("reopen", morning) in grid(staff, workshop, f"?register={morning.pk}").text


def test_grid_offers_a_reason_where_a_register_was_reopened(make, staff, workshop, morning, afternoon):
    make.mark(make.registration(workshop), morning)
    assert 'id="reason"' not in grid(staff, workshop).text
    make.validate(morning)
    staff.post(url("reopen", morning), {"reason": "Sheet misread"})
    for register in (morning, afternoon):
        assert 'id="reason"' in grid(staff, workshop, f"?register={register.pk}").text


@pytest.mark.parametrize("query", ["?register=x", "?register=99999999999999999999999", "?register=-1", "?page=99999", "?page=x"])
def test_grid_survives_absurd_queries(make, staff, workshop, morning, query):
    make.registration(workshop)
    assert len(grid(staff, workshop, query).context["page_obj"].object_list) == 1


def test_grid_escapes_what_people_call_themselves(make, staff, workshop, morning):
    make.registration(workshop, family_name="<script>x</script>")
    assert "<script>x" not in grid(staff, workshop).text


def test_grid_without_registers_or_people_says_what_to_do(make, staff, workshop):
    assert "No register yet" in grid(staff, workshop).text
    make.register(workshop)
    assert "Nobody is confirmed yet" in grid(staff, workshop).text


@pytest.mark.parametrize(
    ("role", "teaches", "status", "editable"),
    [
        (Role.COORDINATOR, False, 200, True),
        (Role.ME_OFFICER, False, 200, False),
        (Role.FACILITATOR, True, 200, True),
        (Role.FACILITATOR, False, 404, None),
        (Role.DONOR_VIEWER, False, 404, None),
    ],
)
def test_grid_is_read_by_role(make, client, office, workshop, morning, role, teaches, status, editable):
    user = make.user(role=role, office=office)
    make.registration(workshop)
    if teaches:
        make.teaches(user, workshop)
    client.force_login(user)
    response = grid(client, workshop)
    assert response.status_code == status
    if editable is not None:
        assert response.context["table"].columns[0].editable is editable
        assert (url("validate", morning) in response.text) is (role == Role.COORDINATOR)


def test_grid_of_another_office_does_not_exist(make, client, workshop):
    client.force_login(make.user(office=make.office()))
    assert grid(client, workshop).status_code == 404


def test_grid_sends_strangers_to_sign_in(client, workshop):
    assert grid(client, workshop).status_code == 302


def test_grid_costs_the_same_for_few_and_many(make, staff, workshop, morning, afternoon, django_assert_max_num_queries):
    counts = []
    for size in (2, 28):
        for _number in range(size):
            make.mark(make.registration(workshop, institution=make.institution()), morning)
        with django_assert_max_num_queries(60) as captured:
            grid(staff, workshop)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_register_list_records_what_was_changed_without_a_script(make, staff, workshop, morning):
    first, second = make.registration(workshop), make.registration(workshop)
    make.mark(first, morning, "present")
    data = {f"mark_{first.pk}": "", f"initial-mark_{first.pk}": "present"}
    data |= {f"mark_{second.pk}": "late", f"initial-mark_{second.pk}": ""}
    response = staff.post(url("register", morning), data)
    assert (response.status_code, response.url) == (302, url("register", morning))
    current = dict(morning.records.current().values_list("registration_id", "state"))
    assert current == {first.pk: "cleared", second.pk: "late"}


def test_register_list_leaves_alone_what_somebody_else_recorded_meanwhile(make, staff, workshop, morning):
    person = make.registration(workshop)
    make.mark(person, morning, "present")
    staff.post(url("register", morning), {f"mark_{person.pk}": "", f"initial-mark_{person.pk}": ""})
    assert morning.records.current().get().state == "present"


def test_register_list_keeps_what_was_chosen_when_refused(make, staff, workshop, morning):
    person = make.registration(workshop)
    make.validate(morning)
    response = staff.post(url("register", morning), {f"mark_{person.pk}": "late", f"initial-mark_{person.pk}": ""})
    assert "validated and locked" in response.text
    assert response.context["form"][f"mark_{person.pk}"].value() == "late"
    assert not morning.records.exists()


def test_register_list_refuses_an_unknown_mark(make, staff, workshop, morning):
    person = make.registration(workshop)
    response = staff.post(url("register", morning), {f"mark_{person.pk}": "asleep", f"initial-mark_{person.pk}": ""})
    assert response.context["form"].errors.keys() == {f"mark_{person.pk}"}
    assert not morning.records.exists()


def test_register_list_asks_the_reason_of_a_correction(make, staff, workshop, morning):
    person = make.registration(workshop)
    make.mark(person, morning)
    make.validate(morning)
    staff.post(url("reopen", morning), {"reason": "Sheet misread"})
    data = {f"mark_{person.pk}": "absent", f"initial-mark_{person.pk}": "present"}
    assert staff.post(url("register", morning), data).context["form"].errors == {"reason": ["Give a reason."]}
    assert staff.post(url("register", morning), data | {"reason": "Seat was empty"}).status_code == 302
    assert morning.records.current().get().reason == "Seat was empty"


def test_a_full_page_of_the_list_stays_under_a_thousand_fields(settings):
    assert 2 * PER_PAGE + 10 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def test_unmarked_sets_everybody_without_a_mark(make, staff, workshop, morning):
    make.mark(make.registration(workshop), morning, "late")
    make.registration(workshop)
    staff.post(url("unmarked", morning), {"state": "absent"})
    assert sorted(morning.records.current().values_list("state", flat=True)) == ["absent", "late"]
    staff.post(url("unmarked", morning), {"state": "cleared"})
    assert morning.records.count() == 2


def test_validate_says_how_many_are_missing(make, staff, workshop, morning):
    make.registration(workshop)
    response = staff.post(url("validate", morning), follow=True)
    assert "1 person is not recorded yet" in response.text
    assert not response.context["table"].columns[0].validated


def test_validate_and_reopen_a_register(make, staff, workshop, morning):
    make.mark(make.registration(workshop), morning)
    staff.post(url("validate", morning))
    assert morning.validation.state == "validated"
    assert staff.post(url("reopen", morning), {"reason": " "}).context["form"].errors.keys() == {"reason"}
    staff.post(url("reopen", morning), {"reason": "Sheet misread"})
    morning.validation.refresh_from_db()
    assert (morning.validation.state, morning.validation.reason) == ("reopened", "Sheet misread")


@pytest.mark.parametrize("name", ["validate", "reopen"])
@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ME_OFFICER, Role.DONOR_VIEWER])
def test_only_the_office_validates_and_reopens(make, client, office, workshop, morning, name, role):
    user = make.user(role=role, office=office)
    make.teaches(user, workshop)
    client.force_login(user)
    assert client.post(url(name, morning), {"reason": "x"}).status_code == 404


def test_a_workshop_is_held_closed_and_reopened_by_its_next_step(make, staff, workshop, morning):
    make.mark(make.registration(workshop), morning)
    make.validate(morning)
    for verb, state in (("hold", "held"), ("close", "closed"), ("reopen", "held")):
        assert grid(staff, workshop).context["next_step"]["verb"] == verb
        path = reverse("attendance:transition", args=[workshop.code, verb])
        assert staff.get(path).status_code == 200
        staff.post(path, {"reason": "A sheet was found"})
        workshop.refresh_from_db()
        assert workshop.state == state


def test_closing_with_an_open_register_names_it(make, staff, workshop, morning):
    workshop.state = "held"
    workshop.save()
    response = staff.post(reverse("attendance:transition", args=[workshop.code, "close"]), follow=True)
    assert "Not validated yet: D1-AM" in response.text
    workshop.refresh_from_db()
    assert workshop.state == "held"


@pytest.mark.parametrize("verb", ["publish", "cancel", "x"])
def test_transition_knows_three_verbs(staff, workshop, verb):
    assert staff.post(reverse("attendance:transition", args=[workshop.code, verb])).status_code == 404


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ME_OFFICER, Role.DONOR_VIEWER])
def test_transition_is_the_coordinators(make, client, office, workshop, role):
    client.force_login(make.user(role=role, office=office))
    assert client.post(reverse("attendance:transition", args=[workshop.code, "hold"])).status_code == 404


@pytest.mark.parametrize("name", ["validate", "unmarked", "marks"])
def test_reading_changes_nothing(staff, morning, name):
    assert staff.get(url(name, morning)).status_code == 405


def test_admin_reads_presence_and_changes_nothing(make, client, workshop, morning):
    record = make.mark(make.registration(workshop), morning)
    client.force_login(make.administrator())
    assert client.get(reverse("admin:attendance_attendancerecord_changelist")).status_code == 200
    change = reverse("admin:attendance_attendancerecord_change", args=[record.pk])
    assert client.get(change).status_code == 200
    assert client.post(change, {"state": "absent"}).status_code == 403
