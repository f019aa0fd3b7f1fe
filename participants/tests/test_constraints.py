"""Each invariant the database holds, broken once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from participants.models import AccessLink, DisabilityAnswer, InstitutionMerge, InstitutionName, Participant


@pytest.fixture
def workshop(make, office):
    return make.workshop(office=office)


def refused(name, action, *arguments, **fields):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        action(*arguments, **fields)
    assert name in str(error.value)


def change(row, **fields):
    type(row).objects.filter(pk=row.pk).update(**fields)


def test_key_and_position_once_per_workshop(make, workshop):
    first = make.registration(workshop)
    refused("key", make.registration, workshop, key=first.key)
    refused("position", make.registration, workshop, position=first.position)


def test_one_live_registration_per_participant(make, workshop):
    first = make.registration(workshop)
    refused("participant", make.registration, workshop, participant=first.participant, email="")
    assert make.registration(workshop, participant=first.participant, email="", status="withdrawn").pk


def test_one_live_registration_per_address(make, workshop):
    make.registration(workshop, email="a@example.org")
    refused("email", make.registration, workshop, email="A@example.org", status="unconfirmed")
    assert make.registration(workshop, email="", status="unconfirmed").pk


def test_rank_once_among_those_who_wait(make, workshop):
    make.registration(workshop, status="waitlisted", rank=1)
    refused("rank", make.registration, workshop, status="waitlisted", rank=1)


def test_waitlisted_has_a_rank(make, workshop):
    refused("registration_waitlisted_has_rank", make.registration, workshop, status="waitlisted")


def test_registration_and_participant_have_a_name(make, workshop):
    row = make.registration(workshop)
    nameless = {"given_name": "", "family_name": "", "arabic_name": ""}
    refused("registration_has_a_name", change, row, **nameless)
    refused("participant_has_a_name", change, row.participant, **nameless)


def test_proved_registration_has_a_participant(make, workshop):
    refused("registration_proved_has_participant", change, make.registration(workshop), participant=None)


def test_status_is_known(make, workshop):
    refused("registration_status_known", change, make.registration(workshop), status="maybe")


def test_address_once_per_office(make, workshop):
    row = make.registration(workshop, email="a@example.org")
    refused(
        "email", Participant.objects.create, office=workshop.office, email_key="a@example.org", given_name="B",
        created_at=row.created_at,
    )  # fmt: skip


def test_token_hash_once(make, workshop, now):
    row = make.registration(workshop)
    link = {"registration": row, "token_hash": "x", "created_at": now, "expires_at": now}
    AccessLink.objects.create(**link)
    refused("token_hash", AccessLink.objects.create, **link)


@pytest.mark.parametrize("worst", [0, 5])
def test_disability_answer_lies_in_one_to_four(make, workshop, worst):
    row = make.registration(workshop)
    refused("disabilityanswer_in_range", DisabilityAnswer.objects.create, registration=row, worst_domain=worst)


def test_institution_has_one_first_name_and_one_per_day(make):
    institution = make.institution("DGSN")
    refused("institution", InstitutionName.objects.create, institution=institution, name_en="Again")
    day = {"institution": institution, "name_en": "New", "valid_from": date(2020, 1, 1)}
    InstitutionName.objects.create(**day)
    refused("valid_from", InstitutionName.objects.create, **day)


def test_institution_name_stands_in_one_language_at_least(make):
    name = make.institution().names.get()
    refused("institutionname_in_one_language", change, name, name_en="", name_fr="", name_ar="")


def test_institution_key_once(make):
    make.institution("DGSN")
    refused("key", make.institution, "DGSN")


def test_institution_is_merged_once_and_into_another(make, now):
    one, other = make.institution(), make.institution()
    about = {"by": make.user(), "at": now}
    made = InstitutionMerge.objects.create(kept=one, merged=other, **about)
    refused("merged", InstitutionMerge.objects.create, kept=make.institution(), merged=other, **about)
    refused("institutionmerge_of_two", InstitutionMerge.objects.create, kept=one, merged=one, **about)
    change(made, undone_at=now)
    assert InstitutionMerge.objects.create(kept=one, merged=other, **about).pk
