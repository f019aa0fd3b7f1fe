"""Reading who people are leaves a trace, unless it is the coordinators' own work (product.md, permissions)."""

import pytest

from accounts.models import HistoryEntry, Role
from mailing.actions import queue_letter


def readings():
    return list(HistoryEntry.objects.order_by("pk").values_list("verb", "content_type__model"))


@pytest.fixture
def person(make, office):
    return make.registration(make.workshop("W", office=office, test_max_score=20), family_name="ALAMI")


@pytest.fixture
def pages(make, person):
    register = make.register(person.workshop)
    return {
        "/people/": ("names_read", "office"),
        f"/people/{person.participant_id}/": ("viewed", "participant"),
        "/search/?q=alami": ("names_read", "office"),
        "/workshops/W/participants/": ("names_read", "workshop"),
        f"/workshops/W/participants/{person.pk}/": ("viewed", "registration"),
        "/workshops/W/scores/": ("names_read", "workshop"),
        "/workshops/W/attendance/": ("names_read", "workshop"),
        f"/workshops/W/attendance/{register.pk}/": ("names_read", "workshop"),
    }


def test_coordinator_leaves_no_trace(staff, pages):
    assert [staff.get(page).status_code for page in pages] == [200] * len(pages)
    assert readings() == []


@pytest.mark.parametrize("administrator", [False, True])
def test_whoever_does_not_coordinate_leaves_one(client, make, office, pages, administrator):
    client.force_login(make.administrator() if administrator else make.user(role=Role.ME_OFFICER, office=office))
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)
    assert readings() == list(pages.values())
    assert set(HistoryEntry.objects.values_list("office", flat=True)) == {office.pk}


def test_search_that_finds_nobody_leaves_none(client, make, office, person):
    client.force_login(make.user(role=Role.ME_OFFICER, office=office))
    client.get("/search/?q=nobody")
    assert readings() == []


def test_reading_is_no_news(client, make, office, pages):
    client.force_login(make.user(role=Role.ME_OFFICER, office=office))
    for page in pages:
        client.get(page)
    assert list(client.get("/home/").context["news"]) == []


def test_administrator_opening_a_row_leaves_a_trace(client, make, office, person, now):
    client.force_login(make.administrator())
    letter = queue_letter(office=office, kind="x", to="a@example.org", language="en", subject="S", text="T", about=None, now=now)
    for page in (f"participants/participant/{person.participant_id}", f"participants/registration/{person.pk}"):
        assert client.get(f"/admin/{page}/change/").status_code == 200
    assert client.get(f"/admin/mailing/letter/{letter.pk}/change/").status_code == 200
    assert readings() == [("viewed", "participant"), ("viewed", "registration"), ("viewed", "letter")]


def test_archive_of_certificates_is_an_export_of_names(staff, person):
    response = staff.get("/workshops/W/certificates/all.zip")
    for close in response._resource_closers:
        close()
    assert readings() == [("export_certificates", "workshop")]
