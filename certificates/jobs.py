"""The periodic sweep behind the queue: what a dead worker left behind goes back to work."""

from datetime import timedelta

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from certificates.models import Certificate
from certificates.queries import ATTEMPTS, GIVEN_UP
from certificates.tasks import enqueue, store_chunk

#: a job takes seconds; one that runs longer than this has lost its worker
LEASE = timedelta(minutes=10)


def requeue_stalled(now):
    """Requeue jobs of dead workers (compare and set, three attempts) and certificates without file that no job holds.

    Idempotent: a certificate queued twice is made once. Returns how many jobs and certificates went back.
    """
    jobs = DBTaskResult.objects.filter(task_path=store_chunk.module_path)
    returned = sum(_requeue(job) for job in jobs.running().filter(started_at__lt=now - LEASE).order_by("pk"))
    held = {pk for job in jobs.filter(status__in=_OPEN) for pk in job.args_kwargs["args"][0]}
    left = Certificate.objects.filter(stored_at=None).exclude(GIVEN_UP).exclude(pk__in=held).order_by("pk")
    ids = list(left.values_list("pk", flat=True))
    enqueue(ids)
    return returned + len(ids)


_OPEN = [TaskResultStatus.READY, TaskResultStatus.RUNNING]


def _requeue(job):
    """Set one job READY, or FAILED after three workers; nothing when another sweep was first."""
    seen = DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at)
    target = TaskResultStatus.READY if len(job.worker_ids) < ATTEMPTS else TaskResultStatus.FAILED
    return seen.update(status=target)
