"""Erasing a person: nobody is named any more, nothing that is counted changes, certificates stay verifiable."""

import json

import pytest
from django.core.serializers import serialize
from django.urls import reverse
from django.utils import timezone

from accounts.history import Actor, entries_for, record
from accounts.models import HistoryValues
from certificates.actions.changes import NotInForce, supersede
from certificates.actions.erasing import ErasureRefused, ask_erasure, erase, refuse_erasure
from certificates.actions.files import path_of
from certificates.actions.issuing import NotEligible, issue, issue_eligible
from certificates.holders import told
from certificates.models import Certificate, Erasure
from mailing.models import Letter
from participants import letters
from participants.actions.links import make_link
from participants.actions.merging import merge_people
from participants.models import AccessLink, Participant, Registration
from reports.facts import load
from reports.scope import Scope

SYSTEM = Actor.system("test")
SECRETS = ("Amina", "SECRET-NAME", "أمينة", "secret@example.org", "+212612345678", "Commissaire")


@pytest.fixture
def person(held, attend):
    return attend(
        held,
        family_name="SECRET-NAME",
        email="secret@example.org",
        phone="+212612345678",
        function="Commissaire",
        status_reason="Amina said so",
    )


@pytest.fixture
def certificate(person, now, media_root):
    """Of `person`; its file is on the disk."""
    made = issue(registration=person, by=SYSTEM, now=now)
    media_root.mkdir(exist_ok=True)
    (media_root / "one.pdf").write_bytes(b"%PDF-1.7")
    Certificate.objects.update(file="one.pdf", sha256="0" * 64, stored_at=now)
    made.refresh_from_db()
    return made


def erased(person, now, **values):
    return erase(participant=person.participant, by=SYSTEM, now=now, **{"keep_name": True, "reason": "Asked for"} | values)


def refusal(action, **values):
    with pytest.raises(ErasureRefused) as caught:
        action(by=SYSTEM, **values)
    return caught.value.code


def test_nothing_names_the_person_any_more(person, certificate, now):
    letters.write(registration=person, kind="confirmed", now=now)
    make_link(registration=person, now=now)
    record(by=SYSTEM, now=now, obj=person, verb="correct", before={"given_name": "Amina"}, after={"given_name": "SECRET-NAME"})
    erased(person, now, keep_name=False)
    rows = [*Participant.objects.all(), *Registration.objects.all(), *Letter.objects.all(), *HistoryValues.objects.all()]
    held = serialize("json", rows, ensure_ascii=False) + json.dumps(Certificate.objects.get().snapshot, ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in held] == []
    assert not AccessLink.objects.exists()
    assert Letter.objects.get().state == "cancelled"
    assert entries_for(person).filter(verb="correct").get().digest != ""


def test_figures_stay_as_they_were(make, person, certificate, now):
    """The person is one over two offices before, in between, and when both have erased it."""
    other = make.registration(make.workshop(project=person.workshop.project, state="held"), email="secret@example.org")
    scope = Scope(projects=(person.workshop.project,))
    before = _counted(scope)
    assert len(_persons(scope)) == 1
    for row in (person, other):
        erased(row, now)
        assert _counted(scope) == before
        assert len(_persons(scope)) == 1


def _persons(scope):
    return {row.person for row in load(scope).registrations}


def _counted(scope):
    return [(row.id, row.sex, row.age_band, row.institution, row.marks) for row in load(scope).registrations]


def test_a_certificate_stays_verifiable_by_name_when_its_holder_wants(client, person, certificate, now):
    erased(person, now)
    page = client.get(reverse("certificates:verify", args=[certificate.token])).content.decode()
    assert "Certificate valid" in page
    assert "Amina SECRET-NAME" in page
    assert path_of(certificate).is_file()


def test_or_stays_verifiable_without_the_name(client, person, certificate, now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erased(person, now, keep_name=False)
    page = client.get(reverse("certificates:verify", args=[certificate.token])).content.decode()
    for text in ("Certificate valid", certificate.number, "name withheld at the holder’s request", "0000 0000"):
        assert text in page
    assert "SECRET-NAME" not in page
    assert not path_of(certificate).is_file()


def test_the_office_is_offered_neither_file_nor_letter_of_an_erased_person(staff, held, person, certificate, now):
    erased(person, now, keep_name=False)
    assert told(held) == {"total": 0, "written": 0, "ordered": 0, "due": 0, "unreached": 0}
    for page in (reverse("certificates:list", args=[held.code]), reverse("certificates:one", args=[certificate.pk])):
        text = staff.get(page).content.decode()
        assert certificate.number in text
        assert reverse("certificates:file", args=[certificate.pk]) not in text


def test_nobody_gets_a_certificate_without_a_name(held, person, now):
    erased(person, now)
    assert issue_eligible(workshop=held, by=SYSTEM, now=now) is None
    with pytest.raises(NotEligible) as caught:
        issue(registration=person, by=SYSTEM, now=now)
    assert caught.value.code == "erased"


def test_a_certificate_of_an_erased_person_is_not_replaced(person, certificate, now):
    erased(person, now)
    with pytest.raises(NotInForce) as caught:
        supersede(certificate=certificate, by=SYSTEM, now=now, reason="Typo")
    assert caught.value.code == "erased"
    certificate.refresh_from_db()
    assert certificate.state == "issued"


def test_erasing_is_refused(make, office, person, now):
    participant = person.participant
    assert refusal(erase, participant=participant, keep_name=True, reason=" ", now=now) == "no_reason"
    coming = make.registration(make.workshop(office=office), participant=participant)
    assert refusal(erase, participant=participant, keep_name=True, reason="x", now=now) == "still_coming"
    Registration.objects.filter(pk=coming.pk).update(status="withdrawn")
    made = issue(registration=person, by=SYSTEM, now=now)
    assert refusal(erase, participant=participant, keep_name=True, reason="x", now=now) == "being_made"
    Certificate.objects.filter(pk=made.pk).update(file="x.pdf", sha256="0" * 64, stored_at=now)
    erased(person, now)
    assert refusal(erase, participant=participant, keep_name=True, reason="x", now=now) == "already"


def test_the_same_person_may_come_back_and_be_erased_again(make, held, person, now):
    erased(person, now)
    again = make.registration(held, email="secret@example.org")
    erased(again, now)
    assert Participant.objects.filter(email_key__startswith="erased:").count() == 2


def test_the_person_asks_by_link_once_and_the_office_hears_of_it(client, office, person, now):
    office.email = "desk@example.org"
    office.save()
    token = make_link(registration=person, now=timezone.now())
    address = reverse("certificates:own_erase", args=[token])
    assert "Ask for erasure" in client.get(address).content.decode()
    client.post(address, {"certificates": "keep"})
    client.post(address, {"certificates": "withhold"})
    asked = Erasure.objects.get()
    assert (asked.participant, asked.state, asked.keep_name) == (person.participant, "asked", False)
    letter = Letter.objects.get()
    assert (letter.to, "SECRET-NAME" in letter.text) == ("desk@example.org", False)
    assert "You asked for this on" in client.get(address).content.decode()
    Registration.objects.get()  # nothing is erased by the wish alone


def test_the_office_erases_or_declines(staff, person, certificate, now):
    asked = ask_erasure(registration=person, keep_name=False, by=SYSTEM, now=now)
    page = staff.get(reverse("certificates:erasures")).content.decode()
    assert "SECRET-NAME" in page
    address = reverse("certificates:erase", args=[person.participant_id])
    assert "The person asked for this on 2 March 2026" in staff.get(address).content.decode()
    staff.post(address, {"certificates": "withhold", "reason": ""})
    asked.refresh_from_db()
    assert asked.state == "asked"
    staff.post(address, {"certificates": "withhold", "reason": "Asked for by the person"})
    asked.refresh_from_db()
    assert (asked.state, asked.keep_name, asked.decided_by.email) == ("done", False, "coordinator@example.org")
    assert "SECRET-NAME" not in staff.get(reverse("certificates:erasures")).content.decode()


def test_what_was_asked_for_before_a_merge_is_decided_about_the_person_kept(make, staff, coordinator, office, person, now):
    asked = ask_erasure(registration=person, keep_name=True, by=SYSTEM, now=now)
    kept = make.registration(make.workshop(office=office, state="closed"), given_name="Kept").participant
    merge_people(kept=kept, merged=person.participant, by=Actor.of(coordinator), now=now)
    assert reverse("certificates:erase", args=[kept.pk]) in staff.get(reverse("certificates:erasures")).content.decode()
    erase(participant=kept, keep_name=True, reason="Asked for", by=SYSTEM, now=now)
    asked.refresh_from_db()
    assert (asked.state, asked.participant) == (Erasure.State.DONE, kept)
    assert Erasure.objects.count() == 1


def test_declining_needs_a_reason_which_the_person_reads(client, staff, person, now):
    asked = ask_erasure(registration=person, keep_name=True, by=SYSTEM, now=now)
    assert refusal(refuse_erasure, erasure=asked, reason=" ", now=now) == "no_reason"
    staff.post(reverse("certificates:erasure_refuse", args=[asked.pk]), {"reason": "An audit is open"})
    token = make_link(registration=person, now=timezone.now())
    assert "An audit is open" in client.get(reverse("certificates:own_erase", args=[token])).content.decode()
    assert refusal(refuse_erasure, erasure=asked, reason="x", now=now) == "already"
