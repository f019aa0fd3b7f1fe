"""The background queue after a worker has died: its jobs stay RUNNING until a sweep puts them back."""

from datetime import timedelta

from django_tasks import TaskResultStatus

#: jobs are cut to end within minutes; one that runs longer has lost its worker
LEASE = timedelta(minutes=10)
#: a job that took so many workers with it is not given to another
WORKERS = 3


def return_stalled(jobs, now):
    """Put those of `jobs` (a queryset of DBTaskResult) back whose worker is gone. Returns how many.

    Compare and set: of two sweeps at once one finds each job. After `WORKERS` workers a job is FAILED.
    """
    stalled = jobs.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - LEASE).order_by("pk")
    return sum(_return(jobs, job) for job in stalled)


def unfinished(jobs):
    """Those of `jobs` that wait or run."""
    return jobs.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])


def _return(jobs, job):
    target = TaskResultStatus.READY if len(job.worker_ids) < WORKERS else TaskResultStatus.FAILED
    return jobs.filter(pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at).update(status=target)
