from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from config import jobs
from config.management.commands import run_jobs
from config.models import JobRun


@pytest.fixture
def ran(monkeypatch):
    """Two jobs that write their names down; the list they write to."""
    names = []
    hourly = jobs.Job("hourly", timedelta(hours=1), lambda **_: names.append("hourly"))
    always = jobs.Job("always", timedelta(minutes=1), lambda **_: names.append("always"))
    monkeypatch.setattr(run_jobs, "JOBS", [hourly, always])
    return names


def test_jobs_have_names_of_their_own():
    assert len({job.name for job in jobs.JOBS}) == len(jobs.JOBS)


def test_every_job_may_run_twice(db):
    for _ in range(2):
        call_command("run_jobs", "--all", stdout=StringIO())
    assert set(JobRun.objects.values_list("succeeded", flat=True)) <= {True}


def test_pass_runs_what_is_due(db, ran):
    call_command("run_jobs", stdout=StringIO())
    JobRun.objects.update(started_at=timezone.now() - timedelta(minutes=1))
    out = StringIO()
    call_command("run_jobs", stdout=out)
    assert (ran, out.getvalue()) == (["hourly", "always", "always"], "always: done\n")


def test_pass_with_all_runs_everything(db, ran):
    call_command("run_jobs", stdout=StringIO())
    call_command("run_jobs", "--all", stdout=StringIO())
    assert ran == ["hourly", "always"] * 2


def test_second_pass_at_once_runs_nothing(db, ran):
    job = run_jobs.JOBS[0]
    now = timezone.now()
    assert (run_jobs.claim(job, now), run_jobs.claim(job, now)) == (True, False)


def test_claim_of_a_job_another_pass_took_is_refused(db, ran, monkeypatch):
    """The other pass starts between this one's reading and its writing."""
    job, now = run_jobs.JOBS[0], timezone.now()

    def taken_meanwhile(self, started_at, now):
        JobRun.objects.filter(name=job.name).update(started_at=now)
        return True

    monkeypatch.setattr(jobs.Job, "is_due", taken_meanwhile)
    assert run_jobs.claim(job, now) is False


@pytest.mark.logs_errors
def test_failing_job_stops_no_other_and_logs_no_value(db, ran, monkeypatch, caplog):
    def fail(now):
        raise ValueError("amina@example.org")

    monkeypatch.setattr(run_jobs, "JOBS", [jobs.Job("broken", timedelta(hours=1), fail), *run_jobs.JOBS])
    with pytest.raises(CommandError, match="Failed: broken"):
        call_command("run_jobs", stdout=StringIO())
    assert ran == ["hourly", "always"]
    assert caplog.messages == ["Job broken failed: ValueError"]
    assert JobRun.objects.get(name="broken").succeeded is False
