import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mailing.models import Letter
from participants.actions.links import open_link
from participants.models import Participant

URL = "/my-link/"


@pytest.fixture
def soon():
    day = timezone.localdate() + timedelta(days=5)
    return {"start": day, "end": day}


@pytest.fixture
def registered(make, office, soon):
    """`registered("WS-1", status=…)`: a registration of amina@example.org in a workshop of the office."""

    def build(code, **values):
        workshop = make.workshop(code, office=values.pop("office", office), **soon)
        person = Participant.objects.filter(office=workshop.office).first()
        return make.registration(workshop, participant=person, **{"email": "amina@example.org", "language": "en"} | values)

    return build


def ask(client, email="Amina@Example.org"):
    return client.post(URL, {"email": email})


def test_one_letter_brings_the_links_of_all_live_registrations(client, registered):
    rows = [registered("WS-1"), registered("WS-2", status="waitlisted", rank=1), registered("WS-3", status="withdrawn")]
    assert ask(client).url == reverse("participants:lost_link_done")
    letter = Letter.objects.get()
    found = [open_link(token, timezone.now()) for token in re.findall(r"/my/([\w-]+)/", letter.text)]
    assert set(found) == set(rows[:2])
    assert (letter.to, letter.kind) == ("amina@example.org", "registration_own_links")
    assert ("Workshop WS-1" in letter.text, "WS-3" in letter.text) == (True, False)


def test_each_office_writes_its_own_letter(client, make, registered):
    registered("WS-1")
    registered("WS-2", office=make.office("OTHER"))
    ask(client)
    assert sorted(Letter.objects.values_list("office__code", flat=True)) == ["OTHER", "TST"]


def test_known_and_unknown_address_get_the_same_answer(client, registered):
    registered("WS-1")
    known, unknown = ask(client), ask(client, "nobody@example.org")
    assert (known.status_code, known.url, known.content) == (unknown.status_code, unknown.url, unknown.content)
    assert Letter.objects.count() == 1


def test_letter_box_is_not_filled(client, registered):
    registered("WS-1")
    for _try in range(5):
        assert ask(client).status_code == 302
    assert Letter.objects.count() == 3


def test_link_that_would_have_ended_is_not_sent(client, make, office):
    make.registration(make.workshop(office=office, start="2020-01-01", end="2020-01-01"), email="amina@example.org")
    ask(client)
    assert Letter.objects.count() == 0


def test_no_address_is_told_beside_the_field(client, db):
    answer = ask(client, "nobody")
    assert set(answer.context["form"].errors) == {"email"}
    assert 'value="nobody"' in answer.content.decode()


def test_letter_is_written_in_the_persons_language(client, registered):
    registered("WS-1", language="ar")
    ask(client)
    assert (Letter.objects.get().language, "ورشة WS-1" in Letter.objects.get().text) == ("ar", True)
