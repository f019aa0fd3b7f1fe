from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from accounts.history import Actor, entries_for
from mailing.models import Letter
from participants.actions.links import make_link
from participants.actions.registrations import Refused, expire_unproved, invite, prove, remind
from participants.models import Registration
from participants.notice import NOTICE_VERSION

BY = Actor.system("test")


@pytest.fixture
def workshop(make, office):
    return make.workshop("WS-I", office=office, start=date(2090, 4, 14), end=date(2090, 4, 14))


@pytest.fixture
def person(make, office):
    """Somebody who registered with the office once before."""
    earlier = make.registration(
        make.workshop(office=office), institution=make.institution("DGSN"), function="Officer", dietary="none", photo_consent=True
    )
    return earlier.participant


def test_invite_prepares_the_place_from_the_newest_registration(workshop, person, now):
    made = invite(workshop=workshop, person=person, by=BY, now=now)
    assert (made.status, made.origin, made.participant) == ("unconfirmed", "invited", person)
    assert (made.institution.key, made.function, made.dietary, made.photo_consent) == ("DGSN", "Officer", "", False)
    assert (made.notice_version, made.proved_at) == ("", None)
    assert list(Letter.objects.values_list("kind", "to")) == [("registration_invited", person.email)]
    assert entries_for(made)[0].verb == "invite"


def test_invited_person_is_registered_by_one_button(client, make, workshop, person, now):
    made = invite(workshop=workshop, person=person, by=BY, now=now)
    address = reverse("participants:prove", args=[make_link(registration=made, now=now)])
    assert "You are invited" in client.get(address).content.decode()
    client.post(address)
    made.refresh_from_db()
    assert (made.status, made.participant, made.notice_version) == ("submitted", person, NOTICE_VERSION)


@pytest.mark.parametrize("status", ["unconfirmed", "submitted", "confirmed"])
def test_nobody_is_invited_who_is_there_already(make, workshop, person, now, status):
    make.registration(workshop, status=status, email=person.email, participant=person)
    with pytest.raises(Refused, match="already_registered"):
        invite(workshop=workshop, person=person, by=BY, now=now)


def test_nobody_is_invited_without_an_address_or_to_what_is_closed(make, workshop, person, now):
    nameless = make.registration(make.workshop(office=workshop.office), email="").participant
    with pytest.raises(Refused, match="no_address"):
        invite(workshop=workshop, person=nameless, by=BY, now=now)
    closed = make.workshop(office=workshop.office, state="closed")
    with pytest.raises(Refused, match="closed"):
        invite(workshop=closed, person=person, by=BY, now=now)


def test_invitation_lapses_with_the_workshop_and_not_before(make, workshop, person, now):
    made = invite(workshop=workshop, person=person, by=BY, now=now)
    alone = make.registration(workshop, status="unconfirmed", created_at=now)
    assert expire_unproved(now=now + timedelta(days=8)) == 1
    assert Registration.objects.get(pk=alone.pk).status == "expired"
    assert expire_unproved(now=datetime(2090, 4, 20, tzinfo=UTC)) == 1
    assert Registration.objects.get(pk=made.pk).status == "expired"


def test_remind_writes_again_with_a_new_link_but_not_for_ever(workshop, person, now):
    made = invite(workshop=workshop, person=person, by=BY, now=now)
    for _time in range(2):
        remind(registration=made, by=BY, now=now)
    assert Letter.objects.filter(kind="registration_invited").count() == made.links.count() == 3
    with pytest.raises(Refused, match="written_lately"):
        remind(registration=made, by=BY, now=now)


def test_remind_is_for_those_who_have_not_proved(make, workshop, now):
    with pytest.raises(Refused, match="not_allowed"):
        remind(registration=make.registration(workshop), by=BY, now=now)


def test_invited_person_cannot_prove_twice_into_two_places(make, workshop, person, now):
    made = invite(workshop=workshop, person=person, by=BY, now=now)
    token = make_link(registration=made, now=now)
    assert prove(token=token, now=now) == prove(token=token, now=now) == made


def test_page_lists_whom_the_office_may_invite(staff, make, workshop, person):
    make.registration(workshop, given_name="Here")
    make.registration(make.workshop(), given_name="Elsewhere")
    page = staff.get(reverse("participants:invite", args=[workshop.code]))
    assert [(someone, str(institution)) for someone, institution in page.context["people"]] == [(person, "Ministry DGSN")]


def test_page_invites_those_ticked_and_says_who_could_not_be(staff, make, workshop, person):
    there = make.registration(workshop, given_name="There").participant
    address = reverse("participants:invite", args=[workshop.code])
    page = staff.post(address, {"ids": [person.pk, there.pk]}, follow=True).content.decode()
    assert "1 person is invited by letter." in page
    assert f"There {there.family_name}: This person is registered" in page


def test_page_asks_to_tick_and_knows_no_stranger(staff, make, workshop):
    stranger = make.registration(make.workshop()).participant
    address = reverse("participants:invite", args=[workshop.code])
    for ids in ([], [stranger.pk]):
        assert staff.post(address, {"ids": ids}).status_code == 400
    assert not Registration.objects.filter(workshop=workshop).exists()


def test_page_of_a_workshop_that_takes_nobody_does_not_exist(staff, make, office):
    closed = make.workshop(office=office, state="closed")
    assert staff.get(reverse("participants:invite", args=[closed.code])).status_code == 404


def test_page_has_a_constant_number_of_queries(staff, make, office, workshop, django_assert_num_queries):
    earlier = make.workshop(office=office)
    for count in (1, 6):
        for number in range(count):
            make.registration(earlier, institution=make.institution(f"I{count}{number}"))
        with django_assert_num_queries(9):
            staff.get(reverse("participants:invite", args=[workshop.code]))
