from datetime import timedelta

import pytest
from django.utils import translation

from accounts.history import entries_for
from mailing.models import Letter
from participants.actions.registrations import Refused, expire_unproved, prove, register
from participants.models import AccessLink, Participant, Registration


@pytest.fixture
def workshop(make, office):
    return make.workshop("WS-A", office=office, capacity=2, admission="first_come")


@pytest.fixture
def signed_up(workshop, person, public, now, token_in):
    """Register a person; gives the token of the letter."""

    def act(**values):
        data = person(**values)
        register(workshop=workshop, data=data, by=public, now=now)
        return token_in(data["email"])

    return act


def refusal(action, **arguments):
    with pytest.raises(Refused) as refused:
        action(**arguments)
    return refused.value.code


def test_register_keeps_everything_said_and_touches_no_person(workshop, signed_up, now):
    signed_up()
    row = Registration.objects.get()
    assert (row.status, row.origin, row.key, row.position) == ("unconfirmed", "self_registered", "R1", 1)
    assert (row.given_name, row.family_name, row.arabic_name) == ("Ilham", "ZERHOUNAJ", "إلهام زرهوناج")
    assert (row.email, row.email_key, row.function_en) == ("ilham@example.org", "ilham@example.org", "Legal adviser")
    assert (row.notice_version, row.notice_language, row.notice_at) == ("2026-11", "fr", now)
    assert (row.share_name_consent, row.photo_consent, row.participant) == (True, False, None)
    assert Participant.objects.count() == 0
    assert [entry.verb for entry in entries_for(row)] == ["register"]


def test_register_writes_one_letter_in_the_persons_language(workshop, signed_up):
    token = signed_up()
    letter = Letter.objects.get()
    assert (letter.kind, letter.to, letter.language, letter.office) == (
        "registration_prove", "ilham@example.org", "fr", workshop.office,
    )  # fmt: skip
    assert "Atelier WS-A" in letter.subject
    assert f"http://testserver/prove/{token}/" in letter.text
    assert letter.about == Registration.objects.get()


def test_link_is_kept_as_a_hash_alone(signed_up):
    token = signed_up()
    link = AccessLink.objects.get()
    assert len(link.token_hash) == 64
    assert token not in link.token_hash


def test_register_again_before_proving_replaces_what_was_said(signed_up):
    first = signed_up(function="Clerk")
    with translation.override("fr"):
        second = signed_up(given_name="Ilhame", email="ILHAM@example.org ", function="Juriste")
    row = Registration.objects.get()
    assert (row.given_name, row.function_en, row.function_fr, row.key) == ("Ilhame", "", "Juriste", "R1")
    assert first != second
    assert [entry.verb for entry in entries_for(row)] == ["register_again", "register"]
    assert set(entries_for(row)[0].fields) == {"given_name", "email", "function"}


def test_register_again_after_proving_changes_nothing_and_tells_the_owner(signed_up, now, kinds):
    prove(token=signed_up(), now=now)
    before = Registration.objects.values().get()
    own = signed_up(given_name="Mallory", function="Spy")
    assert Registration.objects.values().get() == before
    assert kinds()[-1] == "registration_already_registered"
    assert "Mallory" not in Letter.objects.latest("id").text
    assert prove(token=own, now=now).status == "confirmed"


@pytest.mark.parametrize("status", ["withdrawn", "declined", "expired", "cancelled"])
def test_register_after_an_end_makes_a_new_registration(make, workshop, signed_up, status):
    make.registration(workshop, status=status, email="ilham@example.org", key="R1", position=1)
    signed_up()
    assert list(Registration.objects.order_by("position").values_list("key", "status")) == [
        ("R1", status),
        ("R2", "unconfirmed"),
    ]


def test_key_given_skips_one_a_case_file_brought(make, workshop, signed_up):
    make.registration(workshop, key="R8", position=7)
    signed_up()
    assert Registration.objects.order_by("position").values_list("key", "position").last() == ("R9", 8)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"state": "registration_closed"}, "closed"),
        ({"state": "draft"}, "closed"),
        ({"state": "cancelled"}, "cancelled"),
        ({"state": "postponed"}, "postponed"),
    ],
)
def test_register_is_refused_while_the_workshop_takes_none(make, person, public, now, fields, code):
    workshop = make.workshop(**fields)
    assert refusal(register, workshop=workshop, data=person(), by=public, now=now) == code
    assert (Registration.objects.count(), Letter.objects.count()) == (0, 0)


def test_prove_first_come_confirms_until_full_then_waitlists(signed_up, now, kinds):
    outcome = [prove(token=signed_up(email=f"p{n}@example.org"), now=now) for n in range(4)]
    assert [(row.status, row.rank) for row in outcome] == [
        ("confirmed", None), ("confirmed", None), ("waitlisted", 1), ("waitlisted", 2),
    ]  # fmt: skip
    assert kinds(to="p3@example.org") == ["registration_prove", "registration_waitlisted"]
    assert outcome[0].proved_at == now


def test_prove_with_selection_submits(make, office, person, public, now, token_in, kinds):
    workshop = make.workshop(office=office, admission="selection", capacity=1)
    register(workshop=workshop, data=person(), by=public, now=now)
    assert prove(token=token_in(), now=now).status == "submitted"
    assert kinds() == ["registration_prove", "registration_submitted"]


def test_prove_twice_is_once(signed_up, now, kinds):
    token = signed_up()
    first, second = prove(token=token, now=now), prove(token=token, now=now)
    assert (first.pk, first.status) == (second.pk, second.status)
    assert len(kinds()) == 2
    assert [entry.verb for entry in entries_for(first)] == ["prove", "register"]


def test_seat_given_back_belongs_to_those_who_wait(make, workshop, signed_up, now):
    make.registration(workshop)
    make.registration(workshop, status="waitlisted", rank=1)
    assert prove(token=signed_up(), now=now).status == "waitlisted"


def test_prove_makes_the_person_once_and_later_fills_blanks_only(
    make, office, workshop, signed_up, now, person, public, token_in
):
    prove(token=signed_up(arabic_name="", phone=""), now=now)
    other = make.workshop(office=office)
    register(workshop=other, data=person(given_name="Other", phone="+212600000000"), by=public, now=now)
    prove(token=token_in(), now=now)
    someone = Participant.objects.get()
    assert (someone.given_name, someone.arabic_name, str(someone.phone)) == ("Ilham", "إلهام زرهوناج", "+212600000000")
    assert "زرهوناج" in someone.search_key
    assert someone.registrations.count() == 2


def test_same_address_in_another_office_is_another_person(make, signed_up, now, person, public, token_in):
    prove(token=signed_up(), now=now)
    register(workshop=make.workshop(), data=person(), by=public, now=now)
    prove(token=token_in(), now=now)
    assert Participant.objects.count() == 2


def test_prove_is_refused_for_an_unknown_and_for_an_old_link(signed_up, now):
    token = signed_up()
    assert refusal(prove, token="nothing", now=now) == "unknown_link"
    assert refusal(prove, token="\ud800\x00", now=now) == "unknown_link"
    assert refusal(prove, token=token, now=now + timedelta(days=400)) == "unknown_link"
    assert Registration.objects.get().status == "unconfirmed"


@pytest.mark.parametrize(("state", "code"), [("held", "over"), ("closed", "over"), ("cancelled", "cancelled")])
def test_prove_is_refused_once_the_workshop_is_over(workshop, signed_up, now, state, code):
    token = signed_up()
    type(workshop).objects.update(state=state)
    assert refusal(prove, token=token, now=now) == code
    assert Participant.objects.count() == 0


def test_prove_after_closing_still_counts(workshop, signed_up, now):
    token = signed_up()
    type(workshop).objects.update(state="registration_closed")
    assert prove(token=token, now=now).status == "confirmed"


def test_unproved_lapse_after_seven_days_and_the_sweep_may_run_again(signed_up, now):
    token = signed_up()
    assert expire_unproved(now=now + timedelta(days=7)) == 0
    later = now + timedelta(days=7, seconds=1)
    assert [expire_unproved(now=later), expire_unproved(now=later)] == [1, 0]
    assert Registration.objects.get().status == "expired"
    assert refusal(prove, token=token, now=later) == "expired"


def test_unproved_lapse_two_days_after_closing(workshop, signed_up, now):
    signed_up()
    type(workshop).objects.update(registration_closes_at=now + timedelta(hours=1))
    assert expire_unproved(now=now + timedelta(hours=49)) == 0
    assert expire_unproved(now=now + timedelta(hours=49, seconds=1)) == 1


def test_proved_never_lapse(signed_up, now):
    prove(token=signed_up(), now=now)
    assert expire_unproved(now=now + timedelta(days=365)) == 0


@pytest.mark.parametrize(("status", "kind"), [("unconfirmed", "prove"), ("confirmed", "already_registered")])
def test_a_stranger_causes_three_letters_an_hour_at_most(make, public, person, now, status, kind):
    workshop = make.workshop()
    make.registration(workshop, status=status, email="ilham@example.org")
    letters = workshop.office.letters.filter(kind=f"registration_{kind}")
    for _ in range(10):
        register(workshop=workshop, data=person(), by=public, now=now)
    assert letters.count() == 3
    register(workshop=workshop, data=person(), by=public, now=now + timedelta(hours=1))
    assert letters.count() == 4
