import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.history import Actor
from accounts.models import Role
from attendance import actions
from attendance.forms import MAX_BYTES, MAX_MARKS

#: a day that has come whatever the clock says
DAY = date(2026, 1, 5)


@pytest.fixture
def register(make, office):
    return make.register(make.workshop(office=office, start=DAY, end=DAY))


def send(client, register, body):
    url = reverse("attendance:marks", args=[register.workshop.code, register.pk])
    text = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return client.post(url, text, content_type="application/json")


def marks_of(register):
    return dict(register.records.current().values_list("registration_id", "state"))


def test_marks_are_recorded_and_answered_one_by_one(make, staff, register):
    first, second = make.registration(register.workshop), make.registration(register.workshop)
    make.registration(register.workshop)
    answer = send(staff, register, {"marks": {first.pk: "present", second.pk: "absent"}, "reason": ""}).json()
    assert answer == {
        "records": {
            str(first.pk): {"saved": True, "attended": 1, "outlook": "met", "verdict": "Met"},
            str(second.pk): {"saved": True, "attended": 0, "outlook": "impossible", "verdict": "Cannot be met"},
        },
        "register": {"present": 1, "recorded": 2, "unmarked": 1},
        "summary": "1 met, 1 open, 1 not",
    }
    assert marks_of(register) == {first.pk: "present", second.pk: "absent"}


def test_marks_of_somebody_no_longer_confirmed_do_not_hold_up_the_others(make, staff, register):
    person, gone = make.registration(register.workshop), make.registration(register.workshop, status="withdrawn")
    answer = send(staff, register, {"marks": {person.pk: "late", gone.pk: "late"}}).json()
    assert answer["records"][str(gone.pk)] == {"saved": False, "message": "This person is no longer confirmed."}
    assert answer["records"][str(person.pk)]["saved"]
    assert marks_of(register) == {person.pk: "late"}


def test_marks_of_a_validated_register_are_refused_in_words(make, staff, register):
    person = make.registration(register.workshop)
    make.validate(register)
    response = send(staff, register, {"marks": {person.pk: "late"}})
    assert (response.status_code, response.json()["code"]) == (409, "locked")
    assert marks_of(register) == {}


def test_marks_before_the_day_are_refused(make, staff, office):
    soon = date.today() + timedelta(days=2)
    register = make.register(make.workshop(office=office, start=soon, end=soon))
    response = send(staff, register, {"marks": {make.registration(register.workshop).pk: "late"}})
    assert (response.status_code, response.json()["code"]) == (409, "too_early")


BAD_BODIES = [
    "",
    "[]",
    "{",
    "null",
    b"\xff\xfe",
    "[" * 50000,
    {},
    {"marks": {}},
    {"marks": []},
    {"marks": {"1": "present"}, "by": 1},
    {"marks": {"1": "asleep"}},
    {"marks": {"1": None}},
    {"marks": {"1": {}}},
    {"marks": {"x": "present"}},
    {"marks": {"-1": "present"}},
    {"marks": {"٣": "present"}},
    {"marks": {"9" * 30: "present"}},
    {"marks": {str(10**17): "present"}},
    '{"marks": {"1": "present", "1": "late"}}',
    {"marks": {"1": "present"}, "reason": 5},
    {"marks": {"1": "present"}, "reason": "a\x00b"},
    '{"marks": {"1": "present"}, "reason": "\\ud800"}',
    {"marks": {"1": "present"}, "reason": "a" * 1001},
    {"marks": {str(number): "present" for number in range(1, MAX_MARKS + 2)}},
    {"marks": {"1": "present"}, "reason": "é" * MAX_BYTES},
]


@pytest.mark.parametrize("number", range(len(BAD_BODIES)))
def test_marks_that_are_no_such_request_are_refused(staff, register, number):
    response = send(staff, register, BAD_BODIES[number])
    assert response.status_code == 400
    assert response.json()["message"]
    assert marks_of(register) == {}


def test_marks_of_another_workshop_are_refused_whole(make, staff, office, register):
    person, stranger = make.registration(register.workshop), make.registration(make.workshop(office=office))
    response = send(staff, register, {"marks": {person.pk: "present", stranger.pk: "present"}})
    assert (response.status_code, response.json()["code"]) == (400, "other_workshop")
    assert marks_of(register) == {}


def test_marks_need_the_token_against_forgery(client, coordinator, register):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(coordinator)
    assert send(strict, register, {"marks": {"1": "present"}}).status_code == 403


@pytest.mark.parametrize(
    ("role", "teaches", "status"),
    [
        (Role.COORDINATOR, False, 200),
        (Role.FACILITATOR, True, 200),
        (Role.FACILITATOR, False, 404),
        (Role.ME_OFFICER, False, 404),
        (Role.DONOR_VIEWER, False, 404),
    ],
)
def test_marks_are_recorded_by_the_office_and_by_those_who_teach(make, client, office, register, role, teaches, status):
    user = make.user(role=role, office=office)
    if teaches:
        make.teaches(user, register.workshop)
    client.force_login(user)
    person = make.registration(register.workshop)
    assert send(client, register, {"marks": {person.pk: "present"}}).status_code == status
    assert len(marks_of(register)) == (1 if status == 200 else 0)


def test_marks_of_another_office_do_not_exist(make, client, register):
    client.force_login(make.user(office=make.office()))
    assert send(client, register, {"marks": {"1": "present"}}).status_code == 404


def test_marks_by_an_administrator_are_not_taken(make, client, register):
    client.force_login(make.administrator())
    assert send(client, register, {"marks": {"1": "present"}}).status_code == 404


def test_a_reopened_register_is_corrected_by_the_office_alone(make, client, office, coordinator, register, now):
    person, teacher = make.registration(register.workshop), make.user(role=Role.FACILITATOR, office=office)
    make.teaches(teacher, register.workshop)
    make.mark(person, register)
    make.validate(register)
    actions.reopen_register(register=register, reason="Sheet misread", by=Actor.of(coordinator), now=now)
    body = {"marks": {person.pk: "absent"}, "reason": "Seat was empty"}
    client.force_login(teacher)
    assert send(client, register, body).status_code == 404
    client.force_login(coordinator)
    assert send(client, register, body).status_code == 200


def test_marks_cost_the_same_for_few_and_many(make, staff, register, django_assert_max_num_queries):
    people = [make.registration(register.workshop) for _number in range(30)]
    send(staff, register, {"marks": {people[0].pk: "present"}})
    counts = []
    for batch in (people[1:3], people[3:30]):
        with django_assert_max_num_queries(60) as captured:
            send(staff, register, {"marks": {person.pk: "present" for person in batch}})
        counts.append(len(captured))
    assert counts[0] == counts[1]
