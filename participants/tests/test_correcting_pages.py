"""The office corrects what is held of a person."""

import pytest
from django.urls import reverse

from accounts.history import entries_for


@pytest.fixture
def person(make, office):
    workshop = make.workshop("W", office=office)
    return make.registration(workshop, given_name="Sara", family_name="ALAWI", institution=make.institution("INT"))


def page(person):
    return reverse("participants:correct", args=["W", person.pk])


def sent(person, **data):
    said = {"given_name": "Sara", "family_name": "ALAWI", "name_order": "given_first", "language": "fr"}
    return said | {"institution_name": person.institution_label, "institution": person.institution_id} | data


def test_a_misspelt_name_is_corrected_and_recorded(staff, person):
    response = staff.post(page(person), sent(person, family_name="ALAOUI"))
    assert response.url == reverse("participants:detail", args=["W", person.pk])
    person.refresh_from_db()
    assert (person.family_name, person.photo_consent) == ("ALAOUI", False)
    assert [entry.verb for entry in entries_for(person)] == ["correct"]


def test_an_institution_not_in_the_list_becomes_a_proposal(staff, person):
    staff.post(page(person), sent(person, institution_name="A bureau", institution=""))
    person.refresh_from_db()
    assert (person.institution, person.institution_proposal) == (None, "A bureau")


def test_a_name_is_needed_and_what_was_typed_stays(staff, person):
    response = staff.post(page(person), sent(person, given_name="", function="Prosecutor"))
    assert response.status_code == 200
    assert "Prosecutor" in response.content.decode()
    person.refresh_from_db()
    assert (person.given_name, person.function) == ("Sara", "")


def test_consents_and_the_address_are_not_asked(staff, person):
    form = staff.get(page(person)).context["form"]
    assert not {"email", "photo_consent", "share_name_consent"} & set(form.fields)


def test_a_closed_workshop_is_not_corrected_here(staff, make, office):
    person = make.registration(make.workshop("W", office=office, state="closed"))
    assert staff.get(page(person)).status_code == 404
