"""Papers to print: one at once, those of a whole workshop at once or by a worker; what a dead worker leaves, what is erased."""

import os
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.history import Actor, entries_for
from accounts.models import Role
from attendance import printing
from attendance.actions import erase_papers, order_papers
from attendance.jobs import requeue_papers
from attendance.models import PrintBatch
from attendance.tasks import make_papers
from config import jobs
from participants.queue import LEASE, WORKERS

LONGER = LEASE + timedelta(seconds=1)


@pytest.fixture
def workshop(make, office, media_root):
    workshop = make.workshop("W", office=office)
    make.register(workshop)
    make.registration(workshop)
    return workshop


@pytest.fixture
def typeset(monkeypatch):
    """Nothing is typeset; what was asked for, as [(kind, language)]."""
    asked = []

    def render(_workshop, kind, language, *, now, told=None):
        asked.append((kind, language))
        if told:
            told(1)
        return b"%PDF-1.7"

    monkeypatch.setattr(printing, "render", render)
    monkeypatch.setattr("attendance.tasks.render", render)
    return asked


@pytest.fixture
def many(monkeypatch):
    """Every paper is too much for a request."""
    monkeypatch.setattr(printing, "AT_ONCE", 0)


def ordered(client, kind="sheets", **data):
    return client.post(reverse("attendance:print", args=["W", kind]), data)


def page(client, batch, name="printing", **headers):
    return client.get(reverse(f"attendance:{name}", args=["W", batch.pk]), headers=headers)


def test_few_papers_come_at_once(staff, workshop, typeset):
    answers = [ordered(staff, kind, language=language) for kind, language in (("sheets", "xx"), ("signs", "ar"))]
    assert typeset == [("sheets", "en"), ("signs", "ar")]
    assert [answer["Content-Disposition"] for answer in answers] == [
        'attachment; filename="w-sheets-en.pdf"', 'attachment; filename="w-signs-ar.pdf"',
    ]  # fmt: skip
    assert ([entry.verb for entry in entries_for(workshop)], PrintBatch.objects.count()) == (["export_names"] * 2, 0)


@pytest.mark.parametrize(("kind", "total"), [("sheets", (2, 6)), ("badges", (3, 3)), ("signs", (3, 3)), ("marks", (1, 1))])
def test_amount_is_what_has_to_be_typeset(make, workshop, kind, total):
    make.register(workshop, "D1-PM")
    for status in ("confirmed", "confirmed", "declined"):
        make.registration(workshop, status=status)
    assert printing.amount(workshop, kind) == total


def test_many_papers_are_made_by_a_worker_and_fetched(staff, workshop, typeset, many):
    to = ordered(staff, language="fr")
    batch = PrintBatch.objects.get()
    assert (to.url, batch.state, batch.total) == (f"/workshops/W/attendance/printing/{batch.pk}/", "making", 1)
    assert ["every 1s" in page(staff, batch).content.decode(), page(staff, batch, "printed").status_code] == [True, 404]
    make_papers.func(batch.pk)
    make_papers.func(batch.pk)
    assert typeset == [("sheets", "fr")]
    told = page(staff, batch, HX_Request="true").content.decode()
    assert ["every 1s" in told, "Download the PDF" in told, "<html" in told] == [False, True, False]
    file = page(staff, batch, "printed")
    assert (b"".join(file), file["Content-Disposition"]) == (b"%PDF-1.7", 'attachment; filename="w-sheets-fr.pdf"')
    assert [entry.verb for entry in entries_for(workshop)] == ["export_names"]
    assert reverse("attendance:printing", args=["W", batch.pk]) in staff.get("/workshops/W/attendance/papers/").content.decode()


def test_papers_under_way_are_not_ordered_twice(staff, workshop, many):
    assert len({ordered(staff, language="fr").url for _time in range(2)} | {ordered(staff, language="ar").url}) == 2


def test_fault_is_kept_and_the_papers_can_be_ordered_again(staff, workshop, many, monkeypatch, caplog):
    monkeypatch.setattr("attendance.tasks.render", lambda *_args, **_options: 1 / 0)
    ordered(staff)
    batch = PrintBatch.objects.get()
    make_papers.func(batch.pk)
    assert "could not be made" in caplog.text
    caplog.clear()
    told = page(staff, batch).content.decode()
    assert ["The file could not be made." in told, "every 1s" in told] == [True, False]
    ordered(staff)
    assert sorted(PrintBatch.objects.values_list("state", flat=True)) == ["failed", "making"]


def test_what_cannot_be_printed_does_not_exist(staff, make, office, workshop):
    nobody = make.workshop("EMPTY", office=office)
    paths = [reverse("attendance:print", args=args) for args in (["W", "posters"], ["EMPTY", "sheets"], ["EMPTY", "badges"])]
    assert [staff.post(path).status_code for path in paths] == [404] * 3
    declined = make.registration(workshop, status="declined")
    assert staff.get(reverse("attendance:badge", args=["W", declined.pk])).status_code == 404
    assert nobody.prints.count() == 0


def test_facilitator_prints_sheets_and_no_badges(client, make, workshop, typeset):
    teacher = make.user(office=workshop.office, role=Role.FACILITATOR)
    make.teaches(teacher, workshop)
    client.force_login(teacher)
    badges = make.print_batch(workshop, kind="badges")
    assert [ordered(client, kind).status_code for kind in ("sheets", "badges", "marks")] == [200, 404, 404]
    assert [page(client, badges, name).status_code for name in ("printing", "printed")] == [404, 404]
    assert "Badges" not in client.get("/workshops/W/attendance/papers/").content.decode()


def test_one_sheet_and_one_badge_come_at_once(staff, workshop, monkeypatch):
    for name in ("attendance.sheet.render_sheets", "attendance.views.printing.render_badges"):
        monkeypatch.setattr(name, lambda _workshop, rows, language: f"{len(rows)} {language}")
    register, person = workshop.registers.get(), workshop.registrations.get()
    sheet = staff.get(reverse("attendance:one_sheet", args=["W", register.pk]) + "?language=ar")
    badge = staff.get(reverse("attendance:badge", args=["W", person.pk]))
    assert (sheet.content, sheet["Content-Disposition"]) == (b"1 ar", f'attachment; filename="w-{register.code.lower()}-ar.pdf"')
    assert (badge.content, badge["Content-Disposition"]) == (b"1 en", 'attachment; filename="w-badge-en.pdf"')


def test_job_of_a_dead_worker_is_queued_again_and_given_up_after_three(workshop, coordinator, now):
    batch = order_papers(workshop=workshop, kind="sheets", language="en", by=Actor.of(coordinator), now=now)
    job = DBTaskResult.objects.get()
    for workers in range(1, WORKERS + 1):
        running = {"status": TaskResultStatus.RUNNING, "started_at": now, "worker_ids": ["w"] * workers}
        DBTaskResult.objects.filter(pk=job.pk).update(**running)
        assert requeue_papers(now=now + LEASE) == 0
        requeue_papers(now=now + LONGER)
        batch.refresh_from_db()
        job.refresh_from_db()
        assert (job.status, batch.state) == (("READY", "making") if workers < WORKERS else ("FAILED", "failed"))
    assert requeue_papers(now=now + LONGER) == 0


def test_papers_ordered_while_the_sweep_reads_are_not_given_up(workshop, coordinator, now):
    def order_first(execute, sql, *rest):
        if not placed and '"attendance_printbatch"' in sql:
            placed.append(sql)
            order_papers(workshop=workshop, kind="sheets", language="en", by=Actor.of(coordinator), now=now)
        return execute(sql, *rest)

    placed = []
    with connection.execute_wrapper(order_first):
        assert requeue_papers(now=now) == 0
    assert (len(placed), PrintBatch.objects.get().state) == (1, "making")


def test_papers_go_a_day_after_they_were_ordered(make, workshop, now):
    old = make.print_batch(workshop, created_at=now - timedelta(hours=25))
    fresh = make.print_batch(workshop, created_at=now - timedelta(hours=23))
    lost = printing.path_of(old.file).with_name("lost.pdf")
    lost.write_bytes(b"%PDF")
    for path in (printing.path_of(old.file), lost):
        os.utime(path, ((now - timedelta(hours=25)).timestamp(),) * 2)
    assert [erase_papers(now=now), erase_papers(now=now)] == [2, 0]
    assert list(workshop.prints.all()) == [fresh]
    assert printing.path_of(fresh.file).exists()


def test_sweeps_of_papers_are_run_by_the_house():
    assert {erase_papers, requeue_papers} <= {job.run for job in jobs.JOBS}
