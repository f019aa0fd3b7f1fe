"""After issuing: letters, once each; who took the file; facilitators; one PDF for the printer."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader

from accounts.history import Actor
from certificates.actions.changes import NotInForce, revoke, supersede
from certificates.actions.files import store_file
from certificates.actions.issuing import issue, issue_eligible
from certificates.actions.letters import order_letters
from certificates.actions.teaching import issue_to_teachers
from certificates.actions.writing import teacher_link, write_letter
from certificates.holders import told
from certificates.jobs import requeue_stalled
from certificates.models import Certificate
from certificates.tasks import write_letters
from mailing.models import Letter
from participants.actions.links import make_link
from workshops.models import Facilitator

SYSTEM = Actor.system("test")


def stored(certificate, now, media_root):
    """As after storing, without typesetting."""
    path = media_root / f"{certificate.pk}.pdf"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"%PDF-1.7 stored")
    Certificate.objects.filter(pk=certificate.pk).update(file=path.name, sha256="0" * 64, stored_at=now)
    certificate.refresh_from_db()
    return certificate


@pytest.fixture
def issued(held, attend, now, media_root):
    """`issued(**fields)`: the stored certificate of somebody who was there."""
    return lambda **fields: stored(issue(registration=attend(held, **fields), by=SYSTEM, now=now), now, media_root)


@pytest.fixture
def teacher(make, held):
    engagement = make.teaches(make.user(name="Sami Teaches", email="sami@example.org"), held)
    Facilitator.objects.update(email="sami@example.org", arabic_name="سامي")
    return engagement


def test_each_holder_is_written_to_once(held, issued, now):
    row = issued()
    assert order_letters(workshop=held, by=SYSTEM, now=now) == 1
    assert order_letters(workshop=held, by=SYSTEM, now=now) == 0
    for _ in range(2):
        assert write_letters.func([row.pk]) == 1
    letter = Letter.objects.get()
    assert (letter.kind, letter.to, letter.about) == ("registration_certificate", row.registration.email, row.registration)
    assert "/my/" in letter.text
    row.refresh_from_db()
    assert row.letter_written_at
    assert told(held) == {"total": 1, "written": 1, "ordered": 0, "due": 0, "unreached": 0}


def test_a_nominee_without_address_is_told_through_the_focal_point_and_nobody_else_without(held, issued, make, now):
    invitation = make.invitation(held)
    nominee = make.nomination(invitation, status="confirmed", email="").registration
    for register in held.registers.all():
        make.mark(nominee, register)
    row = issue(registration=nominee, by=SYSTEM, now=now)
    Certificate.objects.filter(pk=row.pk).update(file="x.pdf", sha256="0" * 64, stored_at=now)
    issued(email="")
    assert told(held)["unreached"] == 1
    assert order_letters(workshop=held, by=SYSTEM, now=now) == 1
    write_letters.func([row.pk])
    assert Letter.objects.get().to == invitation.focal_point.email


def test_a_corrected_certificate_is_told_again(held, issued, now, media_root):
    row = issued()
    order_letters(workshop=held, by=SYSTEM, now=now)
    write_letters.func([row.pk])
    made = stored(supersede(certificate=row, by=SYSTEM, now=now, reason="Typo"), now, media_root)
    assert order_letters(workshop=held, by=SYSTEM, now=now) == 1
    write_letters.func([made.pk])
    assert Letter.objects.count() == 2


def test_a_letter_that_reaches_nobody_any_more_lapses(held, issued, now):
    row = issued()
    order_letters(workshop=held, by=SYSTEM, now=now)
    revoke(certificate=row, by=SYSTEM, now=now, reason="Wrong person")
    assert not write_letter(pk=row.pk, now=now)
    row.refresh_from_db()
    assert (row.letter_ordered_at, Letter.objects.count()) == (None, 0)


def test_the_sweep_takes_up_letters_whose_worker_was_killed(held, issued, now):
    issued()
    order_letters(workshop=held, by=SYSTEM, now=now)
    assert requeue_stalled(timezone.now()) == 0
    DBTaskResult.objects.all().delete()
    assert requeue_stalled(timezone.now()) == 1
    assert requeue_stalled(timezone.now()) == 0


@pytest.mark.logs_errors
def test_a_letter_that_cannot_be_written_holds_up_no_other(held, issued, now, monkeypatch):
    first, second = issued(), issued()
    order_letters(workshop=held, by=SYSTEM, now=now)
    Certificate.objects.filter(pk=first.pk).update(registration=second.registration, state="superseded", successor=second)
    Certificate.objects.filter(pk=first.pk).update(letter_ordered_at=now)
    assert write_letters.func([9999999, second.pk]) == 1


def test_downloads_are_known_and_name_no_stranger(client, staff, coordinator, held, issued):
    row = issued()
    token = make_link(registration=row.registration, now=timezone.now())
    client.logout()
    b"".join(client.get(reverse("certificates:own_file", args=[token])).streaming_content)
    client.force_login(coordinator)
    b"".join(client.get(reverse("certificates:file", args=[row.pk])).streaming_content)
    assert list(row.events.order_by("pk").values_list("kind", "by")) == [("downloaded", None), ("fetched", coordinator.pk)]
    assert "1 person downloaded the certificate" in client.get(reverse("certificates:list", args=[held.code])).content.decode()
    page = client.get(reverse("certificates:one", args=[row.pk])).content.decode()
    assert "downloaded by its holder" in page
    assert row.sha256 in page


def test_looking_twice_within_the_hour_is_one_event(client, issued):
    row = issued()
    for _ in range(3):
        client.get(reverse("certificates:verify", args=[row.token]))
    assert list(row.events.values_list("kind", flat=True)) == ["verified"]


def test_only_those_ticked_are_issued_to(staff, held, attend):
    chosen, other = attend(held), attend(held)
    staff.post(reverse("certificates:issue", args=[held.code]), {"ids": [chosen.pk, "x", "9" * 30]})
    assert [row.registration for row in Certificate.objects.all()] == [chosen]
    assert other.certificates.count() == 0


def test_nobody_ticked_is_nobody_and_told_so(staff, held, attend):
    attend(held)
    for ids in ([], ["x"]):
        answer = staff.post(reverse("certificates:issue", args=[held.code]), {"ids": ids}, follow=True)
        assert "Tick the people first." in answer.content.decode()
    assert Certificate.objects.count() == 0


def test_a_facilitator_gets_a_certificate_of_the_engagement(held, teacher, now):
    batch = issue_to_teachers(workshop=held, by=SYSTEM, now=now)
    row = batch.certificates.get()
    assert (row.number, row.kind, row.engagement, row.registration) == ("TST/2026/0001/F", "facilitator", teacher, None)
    assert (row.snapshot["latin_name"], row.snapshot["arabic_name"]) == ("Sami Teaches", "سامي")
    assert issue_to_teachers(workshop=held, by=SYSTEM, now=now) is None


def test_a_facilitators_certificate_is_corrected_revoked_and_issued_again(held, teacher, now):
    row = issue_to_teachers(workshop=held, by=SYSTEM, now=now).certificates.get()
    made = supersede(certificate=row, by=SYSTEM, now=now, reason="Typo", names={"name": "Sami Right"})
    row.refresh_from_db()
    assert (row.state, row.successor, made.snapshot["latin_name"]) == ("superseded", made, "Sami Right")
    revoke(certificate=made, by=SYSTEM, now=now, reason="Wrong person")
    with pytest.raises(NotInForce):
        supersede(certificate=made, by=SYSTEM, now=now, reason="Again")
    assert issue_to_teachers(workshop=held, by=SYSTEM, now=now) is None
    assert issue_to_teachers(workshop=held, by=SYSTEM, now=now, only={teacher.pk}).certificates.get().sequence == 3


def test_a_facilitator_opens_the_certificate_by_the_link_of_the_letter(client, held, teacher, now, media_root):
    row = stored(issue_to_teachers(workshop=held, by=SYSTEM, now=now).certificates.get(), now, media_root)
    order_letters(workshop=held, by=SYSTEM, now=now)
    write_letters.func([row.pk])
    letter = Letter.objects.get()
    assert (letter.to, letter.kind) == ("sami@example.org", "certificate")
    assert told(held) == {"total": 1, "written": 1, "ordered": 0, "due": 0, "unreached": 0}
    path = teacher_link(row).removeprefix("http://127.0.0.1:8000")
    assert "Sami Teaches" in client.get(path).content.decode()
    file = client.get(f"{path}certificate.pdf")
    assert b"".join(file.streaming_content) == b"%PDF-1.7 stored"
    assert client.get("/taught/1:forged:link/").status_code == 404
    revoke(certificate=row, by=SYSTEM, now=now, reason="Wrong person")
    assert "no longer in force" in client.get(path).content.decode()
    assert client.get(f"{path}certificate.pdf").status_code == 404


def test_the_pages_of_facilitators(staff, held, teacher):
    address = reverse("certificates:teachers", args=[held.code])
    assert "Sami Teaches" in staff.get(address).content.decode()
    answer = staff.post(reverse("certificates:issue_teachers", args=[held.code]))
    assert "Sami Teaches" in staff.get(answer.url).content.decode()
    row = Certificate.objects.get()
    assert "Sami Teaches" in staff.get(reverse("certificates:reissue", args=[row.pk])).content.decode()
    staff.post(reverse("certificates:revoke", args=[row.pk]), {"reason": "Wrong person"})
    assert "Issue again" in staff.get(address).content.decode()


def test_one_pdf_for_the_printer_keeps_the_tags(staff, held, attend, now):
    rows = [issue(registration=attend(held), by=SYSTEM, now=now) for _ in range(2)]
    for row in rows:
        store_file(certificate=row, now=now)
    answer = staff.get(reverse("certificates:print", args=[held.code]))
    reader = PdfReader(io.BytesIO(b"".join(answer.streaming_content)))
    root = reader.trailer["/Root"]
    tags = root["/StructTreeRoot"]
    assert len(reader.pages) == 2
    assert [page["/StructParents"] for page in reader.pages] == list(tags["/ParentTree"]["/Nums"][::2])
    assert root["/MarkInfo"]["/Marked"].value is True
    for page, row in zip(reader.pages, rows, strict=True):
        assert row.number in page.extract_text()
    assert [event.kind for event in rows[0].events.all()] == ["fetched"]


def test_a_batch_prints_nothing_revoked_or_replaced_and_says_which(staff, held, attend, now, media_root):
    people = [attend(held) for _ in range(3)]
    batch = issue_eligible(workshop=held, by=SYSTEM, now=now)
    kept, revoked, replaced = (stored(person.certificates.get(), now, media_root) for person in people)
    revoke(certificate=revoked, by=SYSTEM, now=now, reason="Wrong person")
    supersede(certificate=replaced, by=SYSTEM, now=now, reason="Typo")
    assert list(batch.certificates.printable()) == [kept]
    address = reverse("certificates:batch", args=[batch.pk])
    page = staff.get(address).content.decode()
    assert [page.count(f">{word}<") for word in ("Issued", "Revoked", "Superseded")] == [1, 1, 1]
    joined = reverse("certificates:print_batch", args=[batch.pk])
    assert joined in page
    revoke(certificate=kept, by=SYSTEM, now=now, reason="Wrong person")
    assert joined not in staff.get(address).content.decode()
    assert staff.get(joined).status_code == 404


def test_the_preview_takes_no_number_and_says_what_it_is(staff, held, attend):
    person = attend(held, halves=1)
    answer = staff.get(reverse("certificates:preview", args=[held.code, person.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert Certificate.objects.count() == 0
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "Preview: this is not a certificate" in text
