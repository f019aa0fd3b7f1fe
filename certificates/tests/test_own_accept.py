from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from participants.actions.links import make_link


@pytest.fixture
def offered(make, office):
    """A seat offered for a workshop to come; name what matters."""

    def build(*, state="published", **fields):
        day = timezone.localdate() + timedelta(days=30)
        workshop = make.workshop(office=office, state=state, start=day, end=day)
        until = timezone.now() + timedelta(hours=5, minutes=1)
        row = make.registration(workshop, **{"status": "offered", "offered_until": until} | fields)
        return row, make_link(registration=row, now=timezone.now())

    return build


def page(client, token):
    return client.get(reverse("certificates:own_page", args=[token])).content.decode()


def accept(client, token):
    return client.post(reverse("certificates:own_accept", args=[token]))


def test_offered_seat_is_accepted_on_the_own_page(client, offered):
    row, token = offered()
    shown = page(client, token)
    assert ("Accept the seat" in shown, "(5\xa0hours left)" in shown) == (True, True)
    response = accept(client, token)
    row.refresh_from_db()
    assert (response.url, row.status) == (reverse("certificates:own_page", args=[token]), "confirmed")
    assert "Accept the seat" not in page(client, token)


def test_opening_the_link_accepts_nothing(client, offered):
    row, token = offered()
    assert client.get(reverse("certificates:own_accept", args=[token])).status_code == 405
    row.refresh_from_db()
    assert row.status == "offered"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"offered_until": timezone.now() - timedelta(seconds=1)}, "The time to accept the seat offered to you is over."),
        ({"state": "postponed"}, "The workshop is postponed"),
        ({"status": "submitted"}, "The office chooses the participants"),
    ],
)
def test_seat_that_is_not_open_to_accept_stays_and_the_page_says_why(client, offered, fields, words):
    row, token = offered(**fields)
    accept(client, token)
    before = row.status
    row.refresh_from_db()
    shown = page(client, token)
    assert (row.status, words in shown, "Accept the seat" in shown) == (before, True, False)


def test_accepting_by_an_unknown_link_is_polite(client, db):
    response = accept(client, "x" * 43)
    assert (response.status_code, "no longer valid" in response.content.decode()) == (404, True)
