from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.history import Actor, record
from accounts.models import Role
from mailing.models import Letter


@pytest.fixture
def soon():
    return timezone.localdate() + timedelta(days=30)


def test_home_asks_for_sign_in(client, db):
    response = client.get("/home/")
    assert response.url == "/accounts/login/?next=/home/"


def test_home_lists_what_waits_with_its_link(staff, make, office, soon):
    workshop = make.workshop("A", office=office, start=soon, end=soon)
    make.registration(workshop, status="submitted")
    page = staff.get("/home/").content.decode()
    assert "Decide on 1 name" in page
    assert 'href="/workshops/A/participants/?status=submitted"' in page


def test_home_says_when_nothing_waits(staff):
    assert "Nothing waits for you" in staff.get("/home/").content.decode()


def test_home_shows_no_row_of_another_office(staff, make, soon):
    make.workshop("B", start=soon, end=soon, title_en="Elsewhere")
    assert "Elsewhere" not in staff.get("/home/").content.decode()


def test_home_names_nobody_in_the_news(staff, make, office):
    person = make.registration(make.workshop(office=office), family_name="SECRETNAME")
    record(by=Actor.system("test"), now=timezone.now(), obj=person, verb="confirmed", office=office, after={"name": "SECRETNAME"})
    page = staff.get("/home/").content.decode()
    assert "confirmed" in page
    assert "SECRETNAME" not in page


def test_home_leads_to_the_door_whoever_records_there(client, make, office):
    today = timezone.localdate()
    workshop = make.workshop("TODAY", office=office, start=today, end=today)
    make.register(workshop, day=today)
    leads = {}
    for role in (Role.COORDINATOR, Role.FACILITATOR, Role.ME_OFFICER):
        user = make.user(role=role, office=office)
        make.teaches(user, workshop)
        client.force_login(user)
        leads[role] = client.get("/home/").content.decode().count('href="/checkin/"')
    assert leads == {Role.COORDINATOR: 2, Role.FACILITATOR: 2, Role.ME_OFFICER: 0}


def test_home_leads_a_donor_viewer_to_the_assigned_report(client, make, office):
    viewer = make.user(role=Role.DONOR_VIEWER, office=office)
    project = make.project("P.1")
    make.project("P.2")
    project.viewers.create(user=viewer)
    client.force_login(viewer)
    page = client.get("/home/").content.decode()
    assert "?project=P.1" in page
    assert "P.2" not in page


def test_home_needs_the_same_queries_for_one_and_three(staff, make, office, soon, django_assert_max_num_queries):
    make.workshop("A", office=office, start=soon, end=soon)
    with django_assert_max_num_queries(60) as first:
        staff.get("/home/")
    for code in "BC":
        make.workshop(code, office=office, start=soon, end=soon)
    with django_assert_max_num_queries(60) as second:
        staff.get("/home/")
    assert len(first) == len(second)


def test_home_tells_of_letters_that_failed(staff, make, office):
    assert "failed for good" not in staff.get("/home/").content.decode()
    Letter.objects.create(
        office=office,
        kind="note",
        to="a@example.org",
        subject="S",
        text="T",
        state="failed",
        created_at=timezone.now(),
        message_id="<1@x>",
    )
    page = staff.get("/home/").content.decode()
    assert "1 letter failed for good." in page
    assert 'href="/letters/?state=failed"' in page
