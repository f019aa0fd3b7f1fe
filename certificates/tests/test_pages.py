import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.history import Actor, entries_for
from accounts.models import Role
from certificates.actions.changes import revoke, supersede
from certificates.actions.files import path_of, store_file
from certificates.actions.issuing import issue, issue_eligible
from certificates.models import Certificate
from participants.actions.links import make_link

SYSTEM = Actor.system("test")


@pytest.fixture
def certificate(held, attend, now):
    return issue(registration=attend(held, family_name="SECRET-NAME"), by=SYSTEM, now=now)


def verified(client, certificate):
    return client.get(reverse("certificates:verify", args=[certificate.token]))


def test_list_says_verdicts_in_words(staff, held, attend):
    attend(held)
    attend(held, halves=1)
    page = staff.get(reverse("certificates:list", args=[held.code])).content.decode()
    assert "1 of 2 half-days, 80 % needed: 2" in page
    assert "Issue 1 certificate" in page


def test_list_costs_the_same_for_one_and_three(staff, held, attend, django_assert_max_num_queries):
    def statements():
        with django_assert_max_num_queries(100) as seen:
            staff.get(reverse("certificates:list", args=[held.code]))
        return len(seen)

    attend(held)
    statements()
    one = statements()
    for _ in range(2):
        attend(held)
    assert statements() == one


@pytest.mark.parametrize("query", ["page=99999999999999999999", "page=x", "q=%00", "show=nonsense", "q=" + "x" * 3000])
def test_list_survives_bad_addresses(staff, held, attend, query):
    attend(held)
    assert staff.get(reverse("certificates:list", args=[held.code]) + "?" + query).status_code == 200


def test_issue_all_leads_to_the_batch(staff, held, attend):
    attend(held)
    answer = staff.post(reverse("certificates:issue", args=[held.code]), {"everybody": "1"})
    batch = held.issue_batches.get()
    assert answer.url == reverse("certificates:batch", args=[batch.pk])
    page = staff.get(answer.url)
    assert 'hx-trigger="every 1s"' in page.content.decode()
    again = staff.post(reverse("certificates:issue", args=[held.code]), {"everybody": "1"})
    assert (again.url, Certificate.objects.count()) == (reverse("certificates:list", args=[held.code]), 1)


def test_batch_fragment_stops_asking_when_all_is_stored(staff, held, attend, now):
    attend(held)
    batch = issue_eligible(workshop=held, by=SYSTEM, now=now)
    store_file(certificate=batch.certificates.get(), now=now)
    page = staff.get(reverse("certificates:batch", args=[batch.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in page
    assert "Every certificate is stored." in page
    assert "<html" not in page


def test_retry_gives_failed_files_another_try(staff, held, attend, now):
    attend(held)
    batch = issue_eligible(workshop=held, by=SYSTEM, now=now)
    batch.certificates.update(attempts=3, error="OSError")
    assert "1 file could not be made" in staff.get(reverse("certificates:batch", args=[batch.pk])).content.decode()
    staff.post(reverse("certificates:retry", args=[batch.pk]))
    assert batch.certificates.get().attempts == 0


def test_issue_one_asks_for_a_reason(staff, held, attend):
    person = attend(held, halves=1)
    address = reverse("certificates:issue_one", args=[held.code, person.pk])
    assert "1 of 2 half-days, 80 % needed: 2" in staff.get(address).content.decode()
    staff.post(address, {"reason": ""})
    assert Certificate.objects.count() == 0
    staff.post(address, {"reason": "Called away"})
    assert Certificate.objects.get().override_reason == "Called away"


def test_download_is_the_stored_file(staff, certificate, now):
    address = reverse("certificates:file", args=[certificate.pk])
    assert staff.get(address).status_code == 404
    store_file(certificate=certificate, now=now)
    path_of(certificate).write_bytes(b"as stored")
    answer = staff.get(address)
    assert b"".join(answer.streaming_content) == b"as stored"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="TST-2026-0001-P.pdf"'
    assert "no-store" in answer["Cache-Control"]


def test_zip_holds_every_stored_file(staff, held, certificate, attend, now):
    issue(registration=attend(held), by=SYSTEM, now=now)
    store_file(certificate=certificate, now=now)
    answer = staff.get(reverse("certificates:zip", args=[held.code]))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.namelist() == ["TST-2026-0001-P.pdf"]
    assert hashlib.sha256(archive.read(archive.namelist()[0])).hexdigest() == certificate.sha256


def test_reissue_page_corrects_the_name(staff, certificate):
    address = reverse("certificates:reissue", args=[certificate.pk])
    values = {
        "given_name": "Amina",
        "family_name": "RIGHT",
        "arabic_name": "أمينة",
        "name_order": "family_first",
        "reason": "Typo",
    }
    assert staff.get(address).status_code == 200
    assert staff.post(address, values | {"given_name": "a\x00b"}).status_code == 200
    staff.post(address, values)
    assert certificate.registration.certificates.current().get().snapshot["latin_name"] == "RIGHT Amina"


def test_revoke_page_revokes_with_a_reason(staff, certificate):
    address = reverse("certificates:revoke", args=[certificate.pk])
    assert certificate.number in staff.get(address).content.decode()
    staff.post(address, {"reason": "Wrong person"})
    certificate.refresh_from_db()
    assert (certificate.state, certificate.revoke_reason) == ("revoked", "Wrong person")
    assert staff.get(address).status_code == 404


ISSUING = ["issue", "issue_one", "revoke", "reissue", "retry"]
READING = ["list", "batch", "zip", "file"]


@pytest.mark.parametrize(
    ("role", "own", "reads"),
    [
        (Role.ME_OFFICER, True, True),
        (Role.FACILITATOR, True, False),
        (Role.DONOR_VIEWER, True, False),
        (Role.COORDINATOR, False, False),
    ],
)
def test_who_may_read_and_who_may_issue(make, client, office, held, attend, now, role, own, reads):
    person = attend(held)
    attend(held)
    batch = issue_eligible(workshop=held, by=SYSTEM, now=now)
    certificate = person.certificates.get()
    store_file(certificate=certificate, now=now)
    client.force_login(make.user(role=role, office=office if own else make.office()))
    arguments = {"issue_one": [held.code, person.pk], "batch": [batch.pk], "retry": [batch.pk]}
    arguments |= {name: [certificate.pk] for name in ("file", "revoke", "reissue")}
    for name in READING:
        answer = client.get(reverse(f"certificates:{name}", args=arguments.get(name, [held.code])))
        assert (name, answer.status_code) == (name, 200 if reads else 404)
        b"".join(answer.streaming_content if answer.streaming else [])  # read to its end, so that it is closed
    for name in ISSUING:
        answer = client.post(reverse(f"certificates:{name}", args=arguments.get(name, [held.code])), {"reason": "x"})
        assert (name, answer.status_code) == (name, 404)
    assert Certificate.objects.filter(state="issued").count() == 2


@pytest.mark.parametrize(("role", "traces"), [(Role.COORDINATOR, 0), (Role.ME_OFFICER, 3)])
def test_whoever_does_not_issue_leaves_a_trace_of_reading_names(make, client, office, held, attend, certificate, role, traces):
    client.force_login(make.user(role=role, office=office))
    for name, arguments in (("list", [held.code]), ("one", [certificate.pk]), ("preview", [held.code, attend(held).pk])):
        assert client.get(reverse(f"certificates:{name}", args=arguments)).status_code == 200
    assert [entry.verb for entry in entries_for(held)] == ["names_read"] * traces


def test_anonymous_is_sent_to_sign_in(client, held):
    answer = client.get(reverse("certificates:list", args=[held.code]))
    assert answer.url.startswith(reverse("account_login"))


def test_verify_valid_shows_what_the_paper_says(client, certificate, now):
    store_file(certificate=certificate, now=now)
    answer = verified(client, certificate)
    page = answer.content.decode()
    for text in ("Certificate valid", certificate.number, "Amina SECRET-NAME", "أمينة", "5 hours", certificate.sha256[:4]):
        assert text in page
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert client.post(reverse("certificates:verify", args=[certificate.token])).status_code in (403, 405)


def test_verify_superseded_leads_to_the_successor(client, certificate, now):
    made = supersede(certificate=certificate, by=SYSTEM, now=now, reason="private reason")
    page = verified(client, certificate).content.decode()
    assert "Certificate replaced" in page
    assert reverse("certificates:verify", args=[made.token]) in page
    assert "private reason" not in page


def test_verify_revoked_says_since_when_not_why(client, certificate, now):
    revoke(certificate=certificate, by=SYSTEM, now=now, reason="private reason")
    page = verified(client, certificate).content.decode()
    assert "Not in force since 2 March 2026" in page
    assert "private reason" not in page


@pytest.mark.parametrize("token", ["unknown", "x" * 22, "%00", "a" * 5000, "é", "' OR 1=1 --"])
def test_verify_unknown_leaks_nothing(client, certificate, token):
    answer = client.get(f"/verify/{token}")
    assert answer.status_code == 404
    assert "SECRET-NAME" not in answer.content.decode()


def test_verify_form_takes_a_pasted_address(client, certificate):
    assert client.get(reverse("certificates:verify_form")).status_code == 200
    answer = client.get(reverse("certificates:verify_form"), {"link": f" https://x.example/verify/{certificate.token}/ "})
    assert answer.url == reverse("certificates:verify", args=[certificate.token])
    page = client.get(reverse("certificates:verify_form"), {"link": "IOM 12"}).content.decode()
    assert "This is not the address of a certificate" in page
    assert "IOM 12" in page


def test_own_page_shows_status_presence_and_certificate(client, certificate, now):
    token = make_link(registration=certificate.registration, now=timezone.now())
    store_file(certificate=certificate, now=now)
    answer = client.get(reverse("certificates:own_page", args=[token]))
    page = answer.content.decode()
    for text in ("Confirmed", "2 of 2 half-days attended", certificate.number, "Download your certificate"):
        assert text in page
    assert answer["Cache-Control"] == "no-store"
    file = client.get(reverse("certificates:own_file", args=[token]))
    assert hashlib.sha256(b"".join(file.streaming_content)).hexdigest() == certificate.sha256


def test_own_page_before_anything_was_recorded(client, make, office, now):
    person = make.registration(make.workshop(office=office), status="submitted")
    token = make_link(registration=person, now=timezone.now())
    page = client.get(reverse("certificates:own_page", args=[token])).content.decode()
    assert "Submitted" in page
    assert "Your presence so far" not in page


def test_own_page_with_a_wrong_or_expired_link(client, certificate, now):
    make_link(registration=certificate.registration, now=now)
    old = make_link(registration=certificate.registration, now=now)
    certificate.registration.links.update(expires_at=now.replace(year=2020))
    for token in (old, "wrong"):
        for name in ("own_page", "own_file"):
            answer = client.get(reverse(f"certificates:{name}", args=[token]))
            assert answer.status_code == 404
            assert "SECRET-NAME" not in answer.content.decode()


def test_own_page_tells_the_place_in_line_and_whom_to_write_to(client, make, office, now):
    workshop = make.workshop(office=office, contact_en="desk@example.org")
    make.registration(workshop, status="waitlisted", rank=3)
    person = make.registration(workshop, status="waitlisted", rank=7)
    token = make_link(registration=person, now=timezone.now())
    page = client.get(reverse("certificates:own_page", args=[token])).content.decode()
    assert "You are number 2 on the waitlist" in page
    assert "To correct anything else, write to: desk@example.org" in page


def test_own_page_shows_no_presence_before_the_workshop_starts(client, make, office, now):
    day = timezone.localdate() + timedelta(days=9)
    workshop = make.workshop(office=office, start=day, end=day)
    make.register(workshop)
    token = make_link(registration=make.registration(workshop), now=timezone.now())
    assert "Your presence so far" not in client.get(reverse("certificates:own_page", args=[token])).content.decode()
