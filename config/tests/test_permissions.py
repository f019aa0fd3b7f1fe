"""Who opens which page and who may do which act: product.md's table of permissions, every address of the staff's side.

Each address stands in `PAGES` of permission_table with the roles that may read it, and in `ACTS` with those that may post to
it. Whoever is not named gets 404, a visitor the sign-in page. A new address without a line here fails the first test.
"""

from uuid import uuid4

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from certificates.models import Erasure, IssueBatch
from config.tests.directory import directory, reports
from config.tests.permission_table import ACTS, EVERYBODY, INVITATION_ACTS, PAGES, ROLES
from config.tests.test_access import CLOSED
from mailing.actions import queue_letter
from mailing.models import LetterBatch
from participants.models import ImportBatch
from reports.models import ReportExport
from workshops.models import ProjectViewer

TYPESETTERS = [
    *("reports.pdf.render_pdf", "reports.pdf.render_narrative", "attendance.sheet.render_sheets"),
    *("attendance.views.printing.render_badges", "attendance.printing.render", "participants.invitations.pdf.render"),
    *("certificates.views.papers.render_preview", "certificates.views.files.join"),
    "evaluations.views.paper.render_paper",
]


def _typeset_nothing(monkeypatch):
    for typesetter in TYPESETTERS:
        monkeypatch.setattr(typesetter, lambda *_args, **_options: b"%PDF-1.7")


@pytest.fixture
def world(make, office, now, media_root, monkeypatch):
    """A published workshop of `office` with one of everything an address names; who may read is asked, no paper typeset."""
    _typeset_nothing(monkeypatch)
    workshop = make.workshop("W", office=office)
    make.workshop("POSTPONED", office=office, project=workshop.project, state="postponed")
    register = make.register(workshop)
    person = make.registration(workshop)
    scan = make.scan(register)
    listed = ImportBatch.objects.create(workshop=workshop, sha256="0" * 64, state="ready", created_at=now)
    invitation = make.invitation(workshop)
    substitute = make.nomination(invitation, role="substitute")
    letter = queue_letter(
        office=office, kind="confirmed", to=person.email, language="en", subject="S", text="T", about=person, now=now,
        batch=LetterBatch.objects.create(office=office, nonce=uuid4(), created_at=now),
    )  # fmt: skip
    quota = workshop.quotas.create(institution=make.institution(), seats=1)
    waiting = make.registration(workshop, status="waitlisted", rank=1)
    teacher = make.user(role=Role.FACILITATOR, office=office)
    engagement = make.teaches(teacher, workshop)
    export = ReportExport.objects.create(by=make.user(), kind="csv", language="en", file="exports/x.csv", created_at=now)
    link = make.device_link(register, made_by=teacher)
    sent = make.door_scan(register, link=link)
    asked = Erasure.objects.create(office=office, participant=substitute.registration.participant, state="asked", asked_at=now)
    make.assessment(workshop, "pre", is_open=False)
    known = directory(make, workshop, now) | _certified(make, person, media_root, now) | {
        "session": {"code": "W", "pk": register.sessions.get().pk}, "engagement": {"code": "W", "pk": engagement.pk},
        "person": {"pk": person.participant_id}, "registration": {"code": "W", "pk": person.pk},
        "list": {"code": "W", "pk": listed.pk}, "question": {"code": "W", "pk": make.question(workshop).pk},
        "scan": {"code": "W", "pk": scan.pk}, "print": {"code": "W", "pk": make.print_batch(workshop).pk},
        "link": {"code": "W", "pk": link.pk}, "sent": {"code": "W", "pk": sent.pk},
        "door": {"register": register.pk},
        "letter": {"code": "W", "pk": letter.pk}, "outbox": {"pk": letter.pk}, "message": {"pk": letter.batch_id},
        "wording": {"office": office.pk, "kind": "registration_prove", "language": "fr"},
        "register": {"code": "W", "register": register.pk},
        "erasure": {"pk": asked.pk},
        "project": {"code": workshop.project.code}, "invitation": {"code": "W", "pk": invitation.pk},
        "call": {"code": "W", "pk": invitation.pk, "nomination": substitute.pk}, "point": {"pk": invitation.focal_point_id},
        "export": {"pk": export.pk}, "quota": {"code": "W", "pk": quota.pk}, "waiting": {"code": "W", "pk": waiting.pk},
    }  # fmt: skip
    return {"workshop": workshop, "teacher": teacher, "arguments": arguments(known) | reports(make, workshop)}


def _certified(make, person, media_root, now):
    """A certificate with its file, the batch it was issued in, and what its paper says."""
    office = person.workshop.office
    batch = IssueBatch.objects.create(workshop=person.workshop, created_at=now)
    one = make.certificate(person, batch=batch, file="one.pdf", sha256="0" * 64, stored_at=now)
    (media_root / "one.pdf").write_bytes(b"%PDF-1.7")
    return {
        "batch": {"pk": batch.pk}, "issue_one": {"code": "W", "registration": person.pk}, "one": {"pk": one.pk},
        "words": {"office": office.pk, "kind": "completion", "language": "fr"},
        "signatory": {"pk": office.signatories.create(name="Signs").pk},
    }  # fmt: skip


@pytest.fixture
def undrawn(monkeypatch):
    """Templates are not drawn: who may open a page is decided before, and other tests read the pages."""
    monkeypatch.setattr("django.template.base.Template.render", lambda *_args, **_options: "")


def arguments(known):
    """{address: its arguments}; those left out take the workshop's code, or nothing."""
    return {
        "workshops:session_edit": known["session"], "workshops:session_delete": known["session"],
        "workshops:facilitator_remove": known["engagement"], "workshops:transition": {"code": "W", "verb": "close_registration"},
        **{f"workshops:{act}": known["project"] for act in ("project", "project_edit", "project_publication")},
        "reports:rule_add": known["project"], "reports:targets": known["project"],
        "participants:person": known["person"], "participants:move": known["waiting"],
        "participants:quota_edit": known["quota"], "participants:quota_remove": known["quota"],
        "participants:quota_release": known["quota"],
        "participants:letter_retry": known["letter"], "participants:reschedule": {"code": "POSTPONED"},
        "participants:merge_people": known["pair"], "participants:tell_apart": known["pair"],
        "participants:merge_undo": known["merge"], "participants:propose_again": known["apart"],
        "participants:institution": known["institution"], "participants:institution_edit": known["institution"],
        "participants:institution_name_add": known["institution"], "participants:institution_name_edit": known["name"],
        "participants:institution_arabic_checked": known["institution"],
        "participants:institution_alias_add": known["institution"], "participants:institution_alias_remove": known["alias"],
        "participants:institution_successor": known["institution"], "participants:institution_merge": known["institution"],
        "participants:institution_merge_undo": known["united"], "participants:settle_undo": known["settlement"],
        **{f"participants:invitation{act}": known["invitation"] for act in INVITATION_ACTS},
        "participants:invitation_call": known["call"],
        "participants:focal_point_edit": known["point"], "participants:focal_point_toggle": known["point"],
        "participants:letter": known["letter"], "mailing:letter": known["outbox"], "mailing:batch_act": known["message"],
        "participants:wording": known["wording"], "participants:wording_preview": known["wording"],
        "participants:wording_reset": known["wording"],
        **_of_attendance(known),
        **{f"certificates:wording{act}": known["words"] for act in ("", "_preview", "_reset")},
        "certificates:signatory_edit": known["signatory"],
        **_certificates(known),
        **_of_tests(known),
        "reports:export_file": known["export"], "reports:export_drop": known["export"],
    } | {f"participants:{act}": known["registration"] for act in ("detail", "substitute", "correct")} | {
        f"participants:import_{name}": known["list"]
        for name in ("batch", "columns", "rows", "decide", "enter", "undo", "discard")
    } | dict.fromkeys([
        "workshops:list", "workshops:create", "workshops:project_list", "workshops:project_create", "workshops:donor_create",
        "participants:people", "participants:people_export", "participants:duplicates", "participants:institutions",
        "participants:institution_export", "participants:institution_add", "participants:proposals", "participants:settle",
        "participants:focal_points", "participants:focal_points_export", "participants:focal_point_add",
        "reports:home", "reports:search", *(f"reports:donor_report{kind}" for kind in ("", "_pdf", "_xlsx", "_json", "_csv")),
        "reports:donor_report_iati", "reports:iati", "reports:exports", "reports:export_start", "mailing:outbox",
        "mailing:export", "mailing:act", "mailing:retry_failed", "participants:wordings", "attendance:checkin",
        "reports:missing", "reports:missing_xlsx", "reports:behind", "reports:behind_xlsx", "reports:dashboard",
        "certificates:wordings", "certificates:signatories", "certificates:signatory_add",
    ], {})  # fmt: skip


def _of_tests(known):
    test, question = {"code": "W", "test": "pre"}, known["question"]
    return {
        "evaluations:question": question, "evaluations:question_key": question, "evaluations:question_remove": question,
        "evaluations:question_move": question | {"step": "up"}, "evaluations:wall": test,
        "evaluations:set_open": test | {"verb": "open"},
    }  # fmt: skip


def _of_attendance(known):
    return {
        **{f"attendance:{act}": known["register"] for act in ("register", "reopen", "marks", "unmarked", "validate", "links")},
        "attendance:one_sheet": known["register"], "attendance:signed": known["register"],
        "attendance:scan": known["scan"], "attendance:scan_remove": known["scan"], "attendance:person": known["registration"],
        "attendance:link_revoke": known["link"], "attendance:door_scan": known["sent"],
        "attendance:checkin_register": known["door"],
        "attendance:transition": {"code": "W", "verb": "hold"}, "attendance:print": {"code": "W", "kind": "sheets"},
        "attendance:badge": known["registration"], "attendance:printing": known["print"], "attendance:printed": known["print"],
    }  # fmt: skip


def _certificates(known):
    one, person, batch = known["one"], known["issue_one"], known["batch"]
    return {
        **{f"certificates:wording{act}": known["words"] for act in ("", "_preview", "_reset")},
        "certificates:wordings": {}, "certificates:signatories": {}, "certificates:signatory_add": {},
        "certificates:signatory_edit": known["signatory"],
        "certificates:batch": batch, "certificates:retry": batch, "certificates:print_batch": batch,
        "certificates:issue_one": person, "certificates:preview": person,
        "certificates:erase": known["person"], "certificates:erasure_refuse": known["erasure"], "certificates:erasures": {},
        "certificates:file": one, "certificates:revoke": one, "certificates:reissue": one, "certificates:one": one,
    }  # fmt: skip


def address(world, name):
    url = reverse(name, kwargs=world["arguments"].get(name, {"code": "W"}))
    if name == "participants:settle":
        return f"{url}?text=Ministry+of+Rain"
    if name.startswith("reports:behind"):
        return f"{url}?project={world['workshop'].project.code}&head=attended"
    asks_project = name.startswith(
        ("reports:donor_report", "reports:iati", "reports:export_start", "reports:keep", "reports:missing")
    )
    return f"{url}?project={world['workshop'].project.code}" if asks_project else url


def signed_in(make, world, letter):
    """A client of the person `letter` stands for."""
    office, workshop = world["workshop"].office, world["workshop"]
    if letter == "A":
        user = make.administrator()
    elif letter == "F":
        user = world["teacher"]
    else:
        user = make.user(role=ROLES[letter], office=make.office() if letter in "XY" else office)
    if letter == "G":
        make.teaches(user, make.workshop(office=office))
    if letter in "DE":
        ProjectViewer.objects.create(project=workshop.project if letter == "D" else make.project(), user=user)
    client = Client()
    client.force_login(user)
    return client


def test_every_staff_address_stands_in_the_table():
    assert sorted(PAGES.keys() | ACTS.keys()) == CLOSED


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("letter", EVERYBODY)
def test_pages_by_role(make, world, letter):
    client = signed_in(make, world, letter)
    answers = {name: _get(client, address(world, name)) for name in PAGES}
    assert answers == {name: 200 if letter in roles else 404 for name, roles in PAGES.items()}


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("letter", EVERYBODY)
def test_acts_by_role(make, world, letter):
    client = signed_in(make, world, letter)
    answers = {name: _post(client, address(world, name)) for name in ACTS}
    assert {name for name, status in answers.items() if status != 404} == {n for n, roles in ACTS.items() if letter in roles}
    assert set(answers.values()) <= {200, 302, 400, 404, 409}


@pytest.mark.usefixtures("undrawn")
def test_acts_are_all_that_take_a_post(make, world):
    client = signed_in(make, world, "C")
    takes = {name: client.options(address(world, name)).headers.get("Allow", "") for name in CLOSED}
    assert {name for name, methods in takes.items() if "POST" in methods} == ACTS.keys()
    assert {name for name, methods in takes.items() if "GET" in methods} == PAGES.keys()


@pytest.mark.usefixtures("undrawn")
def test_visitor_is_sent_to_sign_in(world, client):
    for name in [*PAGES, *ACTS]:
        for response in (client.get(address(world, name)), client.post(address(world, name))):
            assert response.headers.get("Location", "").startswith(reverse("account_login")), name


@pytest.mark.parametrize("state", ["draft", "approved"])
def test_what_is_not_published_is_read_by_the_office_and_who_teaches(make, world, state):
    type(world["workshop"]).objects.update(state=state)
    pages = ["reports:workshop", "workshops:programme"]
    for letter in EVERYBODY:
        client = signed_in(make, world, letter)
        answers = [client.get(address(world, name)).status_code for name in pages]
        assert answers == [200 if letter in "CMFA" else 404] * 2, letter
        assert ("Workshop W<" in client.get(reverse("workshops:list")).content.decode()) == (letter in "CMFA"), letter


@pytest.mark.usefixtures("undrawn")
def test_admin_pages_are_for_administrators(make, world):
    lists = [reverse(f"admin:{m._meta.app_label}_{m._meta.model_name}_changelist") for m in admin.site._registry]
    assert len(lists) > 20
    for letter in EVERYBODY:
        client = signed_in(make, world, letter)
        assert {client.get(url).status_code for url in lists} == {200 if letter == "A" else 302}, letter


def _get(client, url):
    response = client.get(url)
    for close in response._resource_closers:  # files are handed out open; response.close() would close the database too
        close()
    return response.status_code


def _post(client, url):
    """The status of an empty post; what it changed is undone."""
    with transaction.atomic():
        status = client.post(url).status_code
        transaction.set_rollback(True)
    return status
