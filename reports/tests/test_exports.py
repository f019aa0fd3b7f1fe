"""Files of large reports: ordered, made by the worker, taken by their owner alone, dropped."""

import json
import os
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.models import Role
from reports import exporting
from reports.jobs import requeue_exports
from reports.models import ReportExport
from reports.tasks import make_export
from workshops.models import ProjectViewer

LIST = "reports:exports"


@pytest.fixture
def project(make, office):
    return make.workshop("W", office=office, state="held").project


@pytest.fixture
def officer(client, make, office):
    """A client signed in as the M&E officer of the office."""
    client.force_login(make.user(office=office, role=Role.ME_OFFICER))
    return client


def start(client, project, kind="csv", **query):
    asked = "&".join(f"{name}={value}" for name, value in {"project": project.code, **query}.items())
    return client.post(f"{reverse('reports:export_start')}?{asked}", {"kind": kind})


def work():
    """Everything the worker finds in the queue."""
    for job in DBTaskResult.objects.filter(task_path=make_export.module_path, status=TaskResultStatus.READY):
        make_export.func(*job.args_kwargs["args"])


def test_a_file_is_ordered_made_and_taken(officer, project):
    assert start(officer, project, first="2020-01-01")["Location"] == reverse(LIST)
    export = ReportExport.objects.get()
    assert (export.state, export.query) == ("waiting", {"project": [project.code], "first": ["2020-01-01"]})
    waiting = officer.get(reverse(LIST)).content.decode()
    assert 'hx-trigger="every 1s"' in waiting
    work()
    export.refresh_from_db()
    assert (export.state, export.step, export.size) == ("done", 3, exporting.path_of(export).stat().st_size)
    assert 'hx-trigger="every 1s"' not in officer.get(reverse(LIST), headers={"HX-Request": "true"}).content.decode()
    response = officer.get(reverse("reports:export_file", args=[export.pk]))
    assert response["Content-Disposition"].startswith('attachment; filename="report-')
    assert b"".join(response.streaming_content).startswith(b"Project id,")
    assert "no-store" in response["Cache-Control"]


def test_the_file_is_the_one_the_page_hands_out(officer, project):
    start(officer, project, kind="json")
    work()
    stored, page = json.loads(exporting.path_of(ReportExport.objects.get()).read_bytes()), "reports:donor_report_json"
    shown = officer.get(reverse(page), {"project": project.code}).json()
    assert stored | {"generated_at": ""} == shown | {"generated_at": ""}


def test_ordering_twice_while_it_is_under_way_makes_one(officer, project):
    for _time in range(2):
        start(officer, project)
    assert (ReportExport.objects.count(), DBTaskResult.objects.count()) == (1, 1)
    work()
    start(officer, project)
    assert ReportExport.objects.count() == 2


def test_a_file_is_its_owners_alone_while_the_report_is(officer, client, make, office, project):
    viewer = make.user(office=office, role=Role.DONOR_VIEWER)
    seat = ProjectViewer.objects.create(project=project, user=viewer)
    start(officer, project)
    work()
    first = ReportExport.objects.get()
    client.force_login(viewer)
    assert client.get(reverse("reports:export_file", args=[first.pk])).status_code == 404
    assert client.post(reverse("reports:export_drop", args=[first.pk])).status_code == 404
    assert start(client, project, kind="exe").status_code == 400
    start(client, project)
    work()
    own = reverse("reports:export_file", args=[ReportExport.objects.get(by=viewer).pk])
    assert b"#meta+breakdown" in b"".join(client.get(own).streaming_content)
    seat.delete()
    assert client.get(own).status_code == 404


def test_a_file_of_the_office_is_not_handed_to_who_became_a_donor_viewer(officer, office, project):
    start(officer, project)
    work()
    export = ReportExport.objects.get()
    ProjectViewer.objects.create(project=project, user=export.by)
    export.by.memberships.update(role=Role.DONOR_VIEWER)
    address = reverse("reports:export_file", args=[export.pk])
    assert (export.publication, officer.get(address).status_code) == (False, 404)
    start(officer, project)
    work()
    newer = ReportExport.objects.exclude(pk=export.pk).get()
    address = reverse("reports:export_file", args=[newer.pk])
    assert newer.publication is True
    assert b"#meta+breakdown" in b"".join(officer.get(address).streaming_content)


def test_what_may_no_longer_be_read_or_lacks_data_ends_without_a_file(officer, make, office, project):
    start(officer, project, kind="iati")
    start(officer, project, donor="GONE")
    assert ReportExport.objects.count() == 1
    ReportExport.objects.create(
        by=make.user(),
        kind="csv",
        language="en",
        query={"project": project.code},
        file="exports/x.csv",
        created_at=timezone.now(),
    )
    for export in ReportExport.objects.all():
        make_export.func(export.pk)
    assert list(ReportExport.objects.order_by("pk").values_list("state", "error")) == [
        ("failed", "incomplete"),
        ("failed", "gone"),
    ]
    assert "lacks data" in officer.get(reverse(LIST)).content.decode()


def test_a_killed_worker_leaves_a_job_that_another_takes(officer, project, now):
    start(officer, project)
    long_ago = timezone.now() - timedelta(hours=1)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=long_ago, worker_ids=["a"])
    ReportExport.objects.update(state="working", step=2)
    assert requeue_exports(now=timezone.now()) == 1
    assert requeue_exports(now=timezone.now()) == 0
    work()
    assert ReportExport.objects.get().state == "done"
    ReportExport.objects.update(state="working")
    DBTaskResult.objects.all().delete()
    assert requeue_exports(now=now) == 1
    assert ReportExport.objects.get().error == "broken"


def test_a_file_ordered_while_the_sweep_reads_is_not_given_up(officer, project):
    def order_first(execute, sql, *rest):
        if not placed and '"reports_reportexport"' in sql:
            placed.append(sql)
            start(officer, project)
        return execute(sql, *rest)

    placed = []
    with connection.execute_wrapper(order_first):
        assert requeue_exports(now=timezone.now()) == 0
    assert (len(placed), ReportExport.objects.get().state) == (1, "waiting")


def test_old_files_and_those_without_a_row_are_dropped(officer, project, media_root):
    start(officer, project)
    work()
    export, now = ReportExport.objects.get(), timezone.now()
    stray = media_root / "exports" / "stray.csv"
    stray.write_text("x")
    assert exporting.drop_exports(now=now) == 0
    os.utime(stray, (0, 0))
    assert exporting.drop_exports(now=now) == 1
    assert exporting.path_of(export).is_file()
    assert exporting.drop_exports(now=now + timedelta(days=8)) == 1
    assert exporting.drop_exports(now=now + timedelta(days=8)) == 0
    assert (ReportExport.objects.exists(), list((media_root / "exports").iterdir())) == (False, [])


def test_owner_drops_a_file_at_once(officer, project):
    start(officer, project)
    work()
    path = exporting.path_of(ReportExport.objects.get())
    officer.post(reverse("reports:export_drop", args=[ReportExport.objects.get().pk]))
    assert (ReportExport.objects.exists(), path.exists()) == (False, False)


@pytest.mark.parametrize(("least", "words"), [(0, "made in the background"), (1, 'href="/reports/donor.csv')])
def test_the_menu_of_a_large_report_orders_its_files(officer, make, project, monkeypatch, least, words):
    make.registration(project.workshops.get())
    monkeypatch.setattr(exporting, "LARGE", least)
    assert words in officer.get(reverse("reports:donor_report"), {"project": project.code}).content.decode()


@pytest.mark.parametrize("values", [{"state": "lost"}, {"state": "done"}])
def test_rows_keep_their_invariants(make, now, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportExport.objects.create(by=make.user(), kind="csv", language="en", file="x", created_at=now, **values)


def test_list_asks_as_often_for_many_files_as_for_one(officer, project, django_assert_num_queries):
    start(officer, project)
    work()
    officer.get(reverse(LIST))
    with django_assert_num_queries(6):
        officer.get(reverse(LIST))
    for _time in range(3):
        start(officer, project)
        work()
    with django_assert_num_queries(6):
        officer.get(reverse(LIST))
