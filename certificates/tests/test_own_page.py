import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.history import Actor, record
from mailing.models import Letter
from participants.actions.links import make_link
from participants.letters import write
from participants.models import Nomination, Registration
from workshops.models import Workshop


@pytest.fixture
def person(make, office):
    day = timezone.localdate() + timedelta(days=10)
    workshop = make.workshop("WS-O", office=office, start=day, end=day, city="Rabat")
    return make.registration(workshop, given_name="Amina", door_code="ABCDEFGH23456789", email="amina@example.org")


@pytest.fixture
def address(person):
    token = make_link(registration=person, now=timezone.now())
    return lambda name: reverse(f"certificates:{name}", args=[token])


def page(client, address, **values):
    Registration.objects.update(**values)
    return client.get(address("own_page")).content.decode()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("unconfirmed", "You have not confirmed your registration yet"),
        ("submitted", "The office chooses the participants"),
        ("waitlisted", "You are number 1 on the waitlist"),
        ("offered", "A seat is free for you"),
        ("confirmed", "Show the code below at the door"),
        ("declined", "The office could not give you a seat."),
        ("withdrawn", "Register again"),
        ("replaced", "Somebody else takes part in your place."),
        ("expired", "This registration has lapsed"),
        ("cancelled", "The office took back your seat."),
    ],
)
def test_status_is_told_in_words_with_what_comes_next(client, address, status, words):
    assert words in page(client, address, status=status, rank=1)


@pytest.mark.parametrize(("role", "told"), [("substitute", True), ("nominee", False)])
def test_substitute_is_told_what_that_means(client, make, person, address, role, told):
    person = Registration.objects.get(pk=person.pk)
    invitation = make.invitation(person.workshop, deadline=person.workshop.start - timedelta(days=1))
    Nomination.objects.create(invitation=invitation, registration=person, role=role, rank=1, named_at=timezone.now())
    assert ("named you as a substitute" in page(client, address, status="submitted")) == told


def test_reason_of_the_office_is_told(client, address):
    assert "Another group first" in page(client, address, status="declined", status_reason="Another group first")


def test_code_for_the_door_is_shown_large_and_kept_as_a_picture(client, address):
    text = page(client, address)
    assert ("ABCD EFGH 2345 6789" in text, 'class="w-qr" src="data:image/svg+xml' in text) == (True, True)
    picture = client.get(address("own_code"))
    assert (picture["Content-Type"], picture.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert picture["Cache-Control"] == "no-store"


@pytest.mark.parametrize("change", [{"status": "submitted"}, {"status": "withdrawn"}])
def test_who_has_no_seat_has_no_code(client, address, change):
    assert "w-qr" not in page(client, address, **change)
    assert client.get(address("own_code")).status_code == 404


def test_after_the_workshop_there_is_no_door(client, address):
    day = timezone.localdate() - timedelta(days=1)
    Workshop.objects.update(start=day, end=day)
    assert "w-qr" not in page(client, address)


def test_presence_is_told_by_half_days_not_by_codes(client, make, person, address):
    today = timezone.localdate()
    Workshop.objects.update(start=today, end=today)
    make.mark(person, make.register(person.workshop, "D1-AM", day=today))
    make.register(person.workshop, "D1-PM", day=today, start=make.time(14), end=make.time(16))
    text = page(client, address)
    assert [word in text for word in ("Morning", "Afternoon", "present", "not recorded", "D1-AM")] == [True] * 4 + [False]


def test_postponed_workshop_keeps_the_registration(client, address):
    Workshop.objects.update(state="postponed")
    text = page(client, address)
    assert ("Your registration is kept." in text, "w-qr" in text) == (True, False)


def test_looking_at_anything_changes_nothing(client, make, person, address):
    before = (Registration.objects.values().get(), Letter.objects.count(), person.links.count())
    for name in ("own_page", "own_code", "own_data", "own_correct", "own_withdraw"):
        answer = client.get(address(name))
        assert (answer.status_code, answer["X-Robots-Tag"], "no-store" in answer["Cache-Control"]) == (
            200, "noindex, nofollow", True,
        )  # fmt: skip
    assert (Registration.objects.values().get(), Letter.objects.count(), person.links.count()) == before


def test_my_data_holds_everything_said_and_done(client, make, person, address, coordinator):
    now = timezone.now()
    make.mark(person, make.register(person.workshop))
    write(registration=person, kind="confirmed", now=now)
    record(by=Actor.link("public"), now=now, obj=person, verb="register", after={"given_name": "Amina"})
    record(by=Actor.of(coordinator), now=now, obj=person, verb="confirmed")
    other = make.registration(make.workshop("WS-Q", office=person.workshop.office), participant=person.participant)
    answer = client.get(address("own_data"))
    held = json.loads(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert held["registration"]["given_name"] == held["person"]["given_name"] == "Amina"
    assert (held["presence"][0]["mark"], held["letters"][0]["to"]) == ("present", "amina@example.org")
    assert [(row["what"], row["by"]) for row in held["history"]] == [("registered", "yourself"), ("seat confirmed", "the office")]
    assert held["history"][0]["after"] == {"given_name": "Amina"}
    assert (held["other_registrations"][0]["workshop"], other.workshop.code) == ("WS-Q", "WS-Q")
    assert "coordinator" not in answer.content.decode()


def test_my_data_of_somebody_unproved_has_no_person_yet(client, make, office):
    row = make.registration(make.workshop(office=office), status="unconfirmed")
    token = make_link(registration=row, now=timezone.now())
    held = client.get(reverse("certificates:own_data", args=[token])).json()
    assert (held["person"], held["other_registrations"], held["registration"]["status"]) == (None, [], "unconfirmed")
