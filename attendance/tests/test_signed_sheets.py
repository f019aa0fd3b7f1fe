from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.history import Actor, entries_for
from accounts.models import Role
from attendance import actions, forms, queries
from attendance.actions.scans import MOST_SCANS, path_of
from attendance.tests.test_constraints import broken
from documents.scans import Scan, read_scan

DAY = date(2026, 1, 5)
LATER = datetime(2026, 1, 6, 9, 0, tzinfo=UTC)


@pytest.fixture
def workshop(make, office):
    return make.workshop("W", office=office, start=DAY, end=DAY)


@pytest.fixture
def register(make, workshop):
    return make.register(workshop)


@pytest.fixture
def by(coordinator):
    return Actor.of(coordinator)


def photo(colour="white"):
    target = BytesIO()
    Image.new("RGB", (60, 40), colour).save(target, "PNG")
    return target.getvalue()


def upload(data, name="sheet.png", media_type="image/png"):
    return SimpleUploadedFile(name, data, media_type)


def signed(register):
    return reverse("attendance:signed", args=[register.workshop.code, register.pk])


def attach(client, register, *files):
    return client.post(signed(register), {"files": list(files)})


def test_photographs_of_a_sheet_are_attached_with_their_hash(staff, register):
    response = attach(staff, register, upload(photo()), upload(photo("black")))
    scans = list(register.scans.order_by("id"))
    assert (response.status_code, response.url) == (302, signed(register))
    assert [(scan.media_type, scan.pages) for scan in scans] == [("image/jpeg", 1)] * 2
    for scan in scans:
        data = path_of(scan).read_bytes()
        assert (scan.sha256, scan.size) == (sha256(data).hexdigest(), len(data))
        assert scan.sha256 in staff.get(signed(register)).text
    entry = entries_for(register)[0]
    assert (entry.verb, entry.values.after) == ("sheet_attached", {"sha256": [scan.sha256 for scan in scans]})


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (upload(b"<html><script>x</script>", "sheet.pdf", "application/pdf"), "not a PDF, a JPEG or a PNG"),
        (upload(b"%PDF-1.7 nothing", "sheet.pdf", "application/pdf"), "broken"),
        (upload(b""), "empty"),
        (None, "required"),
    ],
)
def test_what_is_no_scan_is_refused_beside_the_field(staff, register, file, words):
    response = attach(staff, register, *([file] if file else []))
    assert (response.status_code, words in str(response.context["form"].errors["files"])) == (200, True)
    assert not register.scans.exists()


def test_one_bad_file_among_good_ones_keeps_none(staff, register, media_root):
    attach(staff, register, upload(photo()), upload(b"GIF89a"))
    assert (register.scans.count(), media_root.exists()) == (0, False)


def test_too_many_files_at_once_are_refused(staff, register):
    response = attach(staff, register, *[upload(photo()) for _number in range(21)])
    assert "at most 20 files" in str(response.context["form"].errors["files"])


def test_files_too_large_together_are_refused(staff, register, monkeypatch):
    monkeypatch.setattr(forms, "MAX_TOGETHER", 100)
    assert "60 MB together" in str(attach(staff, register, upload(photo()), upload(photo())).context["form"].errors["files"])


def test_file_attached_twice_is_refused(staff, register):
    attach(staff, register, upload(photo()))
    assert "attached already" in attach(staff, register, upload(photo())).text
    assert register.scans.count() == 1


def test_register_holds_a_limited_number_of_scans(register, by):
    scans = [Scan(b"%d" % number, "image/jpeg", "jpg", 1) for number in range(MOST_SCANS + 1)]
    actions.attach_scans(register=register, scans=scans[:-1], by=by, now=LATER)
    with pytest.raises(actions.SheetRefused, match="too_many"):
        actions.attach_scans(register=register, scans=scans[-1:], by=by, now=LATER)


@pytest.mark.parametrize(("state", "code"), [("draft", "too_early"), ("cancelled", "not_running")])
def test_sheet_of_a_workshop_that_does_not_run_is_refused(register, by, state, code):
    type(register.workshop).objects.update(state=state)
    with pytest.raises(actions.SheetRefused, match=code):
        actions.attach_scans(register=register, scans=[read_scan(photo())], by=by, now=LATER)


def test_sheet_before_its_day_is_refused(register, by):
    with pytest.raises(actions.SheetRefused, match="too_early"):
        actions.attach_scans(register=register, scans=[read_scan(photo())], by=by, now=datetime(2026, 1, 4, 20, 0, tzinfo=UTC))


def test_scan_is_handed_out_as_a_download_only(staff, make, register):
    scan = make.scan(register, b"%PDF-1.7 x")
    response = staff.get(reverse("attendance:scan", args=["W", scan.pk]))
    assert b"".join(response.streaming_content) == b"%PDF-1.7 x"
    heads = [response[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")]
    assert heads == ["application/pdf", "nosniff", "private, no-store"]
    assert response["Content-Disposition"] == f'attachment; filename="w-d1-am-{scan.sha256[:8]}.pdf"'


def test_scan_whose_file_is_lost_does_not_exist(staff, make, register):
    scan = make.scan(register)
    path_of(scan).unlink()
    assert staff.get(reverse("attendance:scan", args=["W", scan.pk])).status_code == 404


def test_reading_a_scan_leaves_a_trace_but_the_coordinators(client, staff, make, office, register):
    scan = make.scan(register)
    address = reverse("attendance:scan", args=["W", scan.pk])
    b"".join(staff.get(address).streaming_content)
    assert not entries_for(register).exists()
    client.force_login(make.user(office=office, role=Role.ME_OFFICER))
    b"".join(client.get(address).streaming_content)
    assert [entry.verb for entry in entries_for(register)] == ["viewed"]


def test_facilitator_attaches_until_the_register_is_validated(client, make, office, workshop, register):
    teacher = make.user(office=office, role=Role.FACILITATOR)
    make.teaches(teacher, workshop)
    client.force_login(teacher)
    attach(client, register, upload(photo()))
    assert register.scans.count() == 1
    make.validate(register)
    assert attach(client, register, upload(photo("black"))).status_code == 404


def test_late_sheet_is_attached_to_a_validated_register(staff, make, workshop, register):
    make.validate(register)
    type(workshop).objects.update(state="closed")
    assert list(queries.without_sheet(workshop)) == [register]
    attach(staff, register, upload(photo()))
    assert list(queries.without_sheet(workshop)) == []


def test_scan_taken_away_leaves_its_row_and_no_file(staff, make, register, django_capture_on_commit_callbacks):
    scan = make.scan(register)
    address = reverse("attendance:scan_remove", args=["W", scan.pk])
    assert staff.post(address, {"reason": ""}).context["form"].errors.keys() == {"reason"}
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(address, {"reason": "Of another workshop"})
    entry = entries_for(register)[0]
    assert (entry.verb, entry.reason, entry.values.before) == ("sheet_removed", "Of another workshop", {"sha256": [scan.sha256]})
    assert (register.scans.count(), register.scans.kept().count(), path_of(scan).exists()) == (1, 0, False)
    assert staff.get(reverse("attendance:scan", args=["W", scan.pk])).status_code == 404


def test_scan_of_a_validated_register_stays(make, register, by):
    scan = make.scan(register)
    make.validate(register)
    with pytest.raises(actions.SheetRefused, match="locked"):
        actions.remove_scan(scan=scan, reason="x", by=by, now=LATER)
    assert path_of(scan).exists()


def test_validation_names_the_scans_it_rests_on(make, register, by):
    scan = make.scan(register)
    actions.validate_register(register=register, by=by, now=LATER)
    assert entries_for(register)[0].values.after == {"state": "validated", "sheets": [scan.sha256]}


def test_papers_say_what_comes_next_for_each_register(staff, make, workshop, django_assert_num_queries):
    registers = [make.register(workshop, f"R{number}") for number in range(4)]
    make.register(workshop, "R4", day=date(2099, 1, 1))
    person = make.registration(workshop)
    for register in registers[1:]:
        make.mark(person, register)
    make.scan(registers[2])
    make.validate(registers[3])
    with django_assert_num_queries(12):
        response = staff.get(reverse("attendance:papers", args=["W"]))
    steps = [row["step"]["label"] for row in response.context["rows"]]
    assert steps == ["Enter the marks", "Attach the signed sheet", "Validate", "Attach the signed sheet", "Print the sheet"]
    assert [column.register for column in response.context["missing"]] == [registers[3]]
    assert "1 validated register has no signed sheet" in response.text
    assert "1 validated register has no signed sheet" in staff.get(reverse("attendance:grid", args=["W"])).text


def test_papers_without_registers_lead_to_the_programme(staff, workshop):
    assert reverse("workshops:programme", args=["W"]) in staff.get(reverse("attendance:papers", args=["W"])).text


def test_signed_page_offers_to_validate_what_is_complete(staff, make, workshop, register):
    address = reverse("attendance:validate", args=["W", register.pk])
    person = make.registration(workshop)
    make.scan(register)
    assert address not in staff.get(signed(register)).text
    make.mark(person, register)
    assert address in staff.get(signed(register)).text


def test_database_refuses_scans_that_cannot_be(make, register):
    scan = make.scan(register)
    assert broken("sheetscan_file_once", lambda: make.scan(register), "sheetscan.register_id, attendance_sheetscan.sha256")
    assert broken("sheetscan_type_known", lambda: make.scan(register, b"2", media_type="text/html"))
    assert broken("sheetscan_not_empty", lambda: make.scan(register, b"3", size=0))
    type(scan).objects.update(removed_at=LATER)
    assert make.scan(register).pk
