import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.history import Actor
from certificates.actions.files import path_of, store_file
from certificates.actions.issuing import issue, issue_eligible
from certificates.actions.numbers import file_name
from certificates.jobs import requeue_stalled
from certificates.models import Certificate
from certificates.tasks import enqueue, store_chunk

SYSTEM = Actor.system("test")


@pytest.fixture
def certificate(held, attend, now):
    return issue(registration=attend(held), by=SYSTEM, now=now)


@pytest.fixture
def broken(certificate):
    """A certificate that cannot be typeset."""
    certificate.snapshot = {"verify_url": ""}
    certificate.save(update_fields=["snapshot"])
    return certificate


def forget(certificate):
    """As after a kill between the rename and the mark on the row."""
    Certificate.objects.filter(pk=certificate.pk).update(stored_at=None, file="", sha256="")
    certificate.refresh_from_db()


def test_the_file_is_kept_under_its_number_with_its_hash(certificate, now, media_root):
    assert store_file(certificate=certificate, now=now)
    path = media_root / "certificates" / "2026" / "TST-2026-0001-P.pdf"
    assert path_of(certificate) == path
    assert hashlib.sha256(path.read_bytes()).hexdigest() == certificate.sha256
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_storing_twice_keeps_the_first_file(certificate, now):
    store_file(certificate=certificate, now=now)
    path_of(certificate).write_bytes(b"first")
    assert store_file(certificate=certificate, now=now)
    assert path_of(certificate).read_bytes() == b"first"
    assert certificate.attempts == 1


def test_two_at_work_on_one_certificate_keep_one_file(certificate, now):
    late = Certificate.objects.get(pk=certificate.pk)
    store_file(certificate=certificate, now=now)
    path_of(certificate).write_bytes(b"first")
    assert store_file(certificate=late, now=now)
    assert path_of(certificate).read_bytes() == b"first"


def test_a_kill_before_the_mark_gives_the_same_bytes_again(certificate, now):
    store_file(certificate=certificate, now=now)
    before = certificate.sha256
    forget(certificate)
    assert store_file(certificate=certificate, now=now)
    assert certificate.sha256 == before


@pytest.mark.logs_errors
def test_a_failure_is_kept_without_personal_data_and_holds_up_nobody(held, attend, broken, now, caplog):
    other = issue(registration=attend(held, family_name="OTHER"), by=SYSTEM, now=now)
    assert store_chunk.func([broken.pk, other.pk]) == 1
    broken.refresh_from_db()
    assert (broken.attempts, broken.stored_at) == (1, None)
    assert broken.error
    assert "Amina" not in caplog.text


@pytest.mark.logs_errors
def test_a_job_gives_up_after_three_attempts(broken, now):
    for _ in range(5):
        store_chunk.func([broken.pk])
    broken.refresh_from_db()
    assert broken.attempts == 3


def test_a_batch_ends_when_nothing_waits(held, attend, now):
    attend(held)
    batch = issue_eligible(workshop=held, by=SYSTEM, now=now)
    store_chunk.func([batch.certificates.get().pk])
    batch.refresh_from_db()
    assert batch.finished_at


def test_jobs_carry_100_certificates_each(db):
    enqueue(list(range(1, 103)))
    assert sorted(len(job.args_kwargs["args"][0]) for job in DBTaskResult.objects.all()) == [2, 100]


def test_a_certificate_whose_worker_was_killed_is_tried_again_and_one_that_fails_is_not(broken):
    """A kill leaves the attempt counted and no error: no fault of the certificate."""
    Certificate.objects.update(attempts=3)
    DBTaskResult.objects.all().delete()
    assert requeue_stalled(timezone.now()) == 1
    Certificate.objects.update(error="KeyError")
    DBTaskResult.objects.all().delete()
    assert requeue_stalled(timezone.now()) == 0
    Certificate.objects.update(attempts=20, error="")
    assert requeue_stalled(timezone.now()) == 0


def test_certificates_tried_before_go_one_by_one(held, attend, now, monkeypatch):
    groups = []

    def count(*, certificates, now):
        groups.append(len(certificates))
        return 0

    monkeypatch.setattr("certificates.tasks.store_files", count)
    ids = [issue(registration=attend(held), by=SYSTEM, now=now).pk for _ in range(4)]
    Certificate.objects.filter(pk__in=ids[:2]).update(attempts=1)
    store_chunk.func(ids)
    assert groups == [2, 1, 1]


def test_the_sweep_requeues_what_no_job_holds(certificate):
    assert requeue_stalled(timezone.now()) == 0
    DBTaskResult.objects.all().delete()
    assert requeue_stalled(timezone.now()) == 1
    assert requeue_stalled(timezone.now()) == 0


def test_the_sweep_returns_jobs_of_dead_workers_three_times(certificate):
    now = timezone.now()
    job = DBTaskResult.objects.get()
    for worker, expected in (("a", "READY"), ("b", "READY"), ("c", "FAILED")):
        job.claim(worker)
        assert requeue_stalled(now) == 0
        DBTaskResult.objects.filter(pk=job.pk).update(started_at=now - timedelta(minutes=11))
        Certificate.objects.update(attempts=3, error="x")  # so that the certificate itself is not queued anew
        assert requeue_stalled(now) == (1)
        job.refresh_from_db()
        assert job.status == TaskResultStatus[expected]


def test_codes_with_unusual_letters_never_share_a_file(make, attend, now, office):
    paths = set()
    for code in ("A B", "A-B", "A/B"):
        workshop = make.workshop(office=make.office(code), state="held")
        make.validate(make.register(workshop))
        paths.add(file_name(issue(registration=attend(workshop, halves=1), by=SYSTEM, now=now)))
    assert len(paths) == 3
