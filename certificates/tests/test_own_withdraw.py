import pytest
from django.urls import reverse
from django.utils import timezone

from mailing.models import Letter
from participants.actions.links import make_link


@pytest.fixture
def person(make, office):
    return make.registration(make.workshop(office=office, contact_en="desk@example.org"))


def page_of(person):
    return reverse("certificates:own_withdraw", args=[make_link(registration=person, now=timezone.now())])


def test_the_page_asks_and_changes_nothing(client, person):
    answer = client.get(page_of(person))
    assert "Withdraw my registration" in answer.content.decode()
    assert answer["Cache-Control"].startswith(("no-store", "max-age=0"))
    person.refresh_from_db()
    assert person.status == "confirmed"


def test_the_button_withdraws_and_writes(client, person):
    answer = client.post(page_of(person), follow=True)
    person.refresh_from_db()
    assert person.status == "withdrawn"
    assert "Withdrawn" in answer.content.decode()
    assert Letter.objects.get(kind="registration_withdrawn").to == person.email


def test_a_second_time_is_refused_in_words(client, person):
    address = page_of(person)
    client.post(address)
    answer = client.post(address)
    assert answer.status_code == 409
    assert "can no longer be withdrawn here" in answer.content.decode()


def test_whoever_was_present_stays(client, make, person):
    make.mark(person, make.register(person.workshop))
    assert client.post(page_of(person)).status_code == 409
    person.refresh_from_db()
    assert person.status == "confirmed"


def test_a_wrong_link_withdraws_nobody(client, person):
    assert client.post(reverse("certificates:own_withdraw", args=["wrong"])).status_code == 404
    person.refresh_from_db()
    assert person.status == "confirmed"
