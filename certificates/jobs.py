"""The periodic sweep behind the queue: what a dead worker left behind goes back to work."""

from django_tasks_db.models import DBTaskResult

from certificates.models import Certificate
from certificates.queries import GIVEN_UP
from certificates.tasks import enqueue, enqueue_letters, store_chunk, write_letters
from participants.queue import return_stalled, unfinished


def requeue_stalled(now):
    """Requeue jobs of dead workers (compare and set, three attempts), and files and letters owed that no job holds.

    Idempotent: what is queued twice is made once. Returns how many jobs, certificates and letters went back.
    """
    unstored = Certificate.objects.filter(stored_at=None).exclude(GIVEN_UP)
    unwritten = Certificate.objects.filter(letter_ordered_at__isnull=False, letter_written_at=None)
    return _requeue(store_chunk, unstored, enqueue, now) + _requeue(write_letters, unwritten, enqueue_letters, now)


def _requeue(task, owed, queue, now):
    jobs = DBTaskResult.objects.filter(task_path=task.module_path)
    returned = return_stalled(jobs, now)
    held = {pk for job in unfinished(jobs) for pk in job.args_kwargs["args"][0]}
    ids = list(owed.exclude(pk__in=held).order_by("pk").values_list("pk", flat=True))
    queue(ids)
    return returned + len(ids)
