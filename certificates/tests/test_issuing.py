from contextlib import suppress

import pytest
from django.db import transaction

from accounts.history import Actor
from certificates.actions.changes import NotInForce, revoke, supersede
from certificates.actions.issuing import NotEligible, issue, issue_eligible
from certificates.models import Certificate, IssueBatch, NumberSequence

SYSTEM = Actor.system("test")


def refusal(**call):
    with pytest.raises(NotEligible) as caught:
        issue(**call)
    return caught.value.code


def test_issue_writes_number_snapshot_and_history(held, attend, now, office, coordinator):
    made = issue(registration=attend(held), by=Actor.of(coordinator), now=now)
    assert made.number == "TST/2026/0001/P"
    assert made.snapshot["latin_name"].startswith("Amina TEST")
    assert made.snapshot["languages"][0]["hours"] == "5 hours"
    assert made.snapshot["languages"][0]["topics"] == ["Topic D1-AM", "Topic D1-PM"]
    assert len(made.token) >= 22
    assert office.certificates.get().issued_by == coordinator


def test_issue_twice_is_refused(held, attend, now):
    person = attend(held)
    issue(registration=person, by=SYSTEM, now=now)
    assert refusal(registration=person, by=SYSTEM, now=now) == "already_issued"
    assert Certificate.objects.count() == 1


def test_issue_refused_below_the_rule_unless_overridden_with_a_reason(held, attend, now):
    person = attend(held, halves=1)
    assert refusal(registration=person, by=SYSTEM, now=now) == "not_eligible"
    assert refusal(registration=person, by=SYSTEM, now=now, override_reason="  ") == "not_eligible"
    made = issue(registration=person, by=SYSTEM, now=now, override_reason="Called away by the ministry")
    assert made.override_reason == "Called away by the ministry"


def test_issue_refused_while_a_register_is_open(make, held, attend, now):
    person = attend(held)
    make.register(held, "D1-EV", start=make.time(17), end=make.time(18))
    assert refusal(registration=person, by=SYSTEM, now=now, override_reason="x") == "registers_open"


def test_issue_refused_before_the_workshop_is_held(make, office, now):
    person = make.registration(make.workshop(office=office))
    assert refusal(registration=person, by=SYSTEM, now=now) == "not_held"


def test_issue_refused_for_a_withdrawn_registration(held, attend, now):
    person = attend(held, status="withdrawn")
    assert refusal(registration=person, by=SYSTEM, now=now) == "not_confirmed"


LOOPBACK = ["127.0.0.1:8000", "localhost", "LOCALHOST.", "[::1]", "0.0.0.0", "127.1", "2130706433", "[::ffff:127.0.0.1]"]


@pytest.mark.parametrize("address", ["", "warsha.example", *(f"https://{host}" for host in LOOPBACK)])
def test_issue_in_production_refused_without_public_address(held, attend, now, settings, address):
    settings.PRODUCTION, settings.SITE_URL_GIVEN = True, address
    assert refusal(registration=attend(held), by=SYSTEM, now=now) == "no_public_address"


def test_issue_in_production_with_public_address(held, attend, now, settings):
    settings.PRODUCTION, settings.SITE_URL_GIVEN, settings.SITE_URL = True, "https://warsha.example", "https://warsha.example"
    made = issue(registration=attend(held), by=SYSTEM, now=now)
    assert made.snapshot["verify_url"] == f"https://warsha.example/verify/{made.token}"


def test_a_failed_issue_gives_its_number_back(held, attend, now):
    person = attend(held)
    with suppress(ZeroDivisionError), transaction.atomic():
        issue(registration=person, by=SYSTEM, now=now)
        raise ZeroDivisionError
    assert not NumberSequence.objects.exists()
    assert issue(registration=person, by=SYSTEM, now=now).sequence == 1


def test_numbers_begin_again_with_the_year_at_the_office(held, attend, now):
    issue(registration=attend(held), by=SYSTEM, now=now)
    made = issue(registration=attend(held), by=SYSTEM, now=now.replace(year=2027))
    assert made.number == "TST/2027/0001/P"


def test_issue_eligible_serves_everybody_once(held, attend, now):
    people = [attend(held) for _ in range(3)]
    attend(held, halves=1)
    batch = issue_eligible(workshop=held, by=SYSTEM, now=now)
    assert [row.registration for row in batch.certificates.order_by("sequence")] == people
    assert issue_eligible(workshop=held, by=SYSTEM, now=now) is None
    assert IssueBatch.objects.count() == 1


def test_a_rule_with_a_test_makes_certificates_of_completion(make, office, now):
    workshop = make.workshop(office=office, state="held", rule={"test": "score", "pass_mark": 10})
    register = make.register(workshop)
    make.validate(register)
    person = make.registration(workshop)
    make.mark(person, register)
    assert refusal(registration=person, by=SYSTEM, now=now) == "not_eligible"
    person.scores.create(test="post", points=12)
    made = issue(registration=person, by=SYSTEM, now=now)
    assert (made.number, made.kind) == ("TST/2026/0001/C", "completion")


def test_supersede_corrects_the_name_under_a_new_number(held, attend, now):
    person = attend(held, arabic_name="أمينه")
    old = issue(registration=person, by=SYSTEM, now=now)
    new = supersede(certificate=old, by=SYSTEM, now=now, reason="Spelling", names={"arabic_name": "أمينة"})
    old.refresh_from_db()
    person.refresh_from_db()
    assert (old.state, old.successor, old.snapshot["arabic_name"]) == ("superseded", new, "أمينه")
    assert (new.sequence, new.snapshot["arabic_name"], person.arabic_name) == (2, "أمينة", "أمينة")
    with pytest.raises(NotInForce):
        supersede(certificate=old, by=SYSTEM, now=now, reason="Again")


def test_revoke_needs_a_reason_and_never_frees_the_number(held, attend, now):
    person = attend(held)
    old = issue(registration=person, by=SYSTEM, now=now)
    with pytest.raises(NotInForce) as caught:
        revoke(certificate=old, by=SYSTEM, now=now, reason=" ")
    assert caught.value.code == "no_reason"
    assert revoke(certificate=old, by=SYSTEM, now=now, reason="Wrong person").state == "revoked"
    assert issue(registration=person, by=SYSTEM, now=now).sequence == 2


def test_a_batch_never_serves_somebody_whose_certificate_was_revoked(held, attend, now):
    person = attend(held)
    old = issue(registration=person, by=SYSTEM, now=now)
    revoke(certificate=old, by=SYSTEM, now=now, reason="Wrong person")
    assert issue_eligible(workshop=held, by=SYSTEM, now=now) is None
    assert issue(registration=person, by=SYSTEM, now=now, override_reason="Cleared").override_reason == "Cleared"
