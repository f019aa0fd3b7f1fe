"""The periodic sweep behind the queue: what a dead worker left behind goes back to work."""

from django_tasks_db.models import DBTaskResult

from certificates.models import Certificate
from certificates.queries import GIVEN_UP
from certificates.tasks import enqueue, store_chunk
from participants.queue import return_stalled, unfinished


def requeue_stalled(now):
    """Requeue jobs of dead workers (compare and set, three attempts) and certificates without file that no job holds.

    Idempotent: a certificate queued twice is made once. Returns how many jobs and certificates went back.
    """
    jobs = DBTaskResult.objects.filter(task_path=store_chunk.module_path)
    returned = return_stalled(jobs, now)
    held = {pk for job in unfinished(jobs) for pk in job.args_kwargs["args"][0]}
    left = Certificate.objects.filter(stored_at=None).exclude(GIVEN_UP).exclude(pk__in=held).order_by("pk")
    ids = list(left.values_list("pk", flat=True))
    enqueue(ids)
    return returned + len(ids)
