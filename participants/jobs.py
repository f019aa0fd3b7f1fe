"""The periodic sweeps behind lists that come in: what a dead worker left goes back to work, what they said is erased."""

from datetime import timedelta

from django_tasks_db.models import DBTaskResult

from participants.models import ImportBatch, ImportRow
from participants.queue import return_stalled, unfinished
from participants.tasks import compare_list, enter_list, give_back

State = ImportBatch.State
#: the cells of a list are personal data that serve the import alone
CELLS_KEPT = timedelta(days=30)


def requeue_lists(*, now):
    """Requeue jobs of dead workers (compare and set, three attempts) and give up lists whose job gave up. Returns how many."""
    jobs = DBTaskResult.objects.filter(task_path__in=[compare_list.module_path, enter_list.module_path])
    returned = return_stalled(jobs, now)
    held = {job.args_kwargs["args"][0] for job in unfinished(jobs)}
    left = ImportBatch.objects.filter(state__in=[State.READING, State.APPLYING]).exclude(pk__in=held)
    for batch in left.order_by("pk"):
        give_back(batch.pk, "broken")
        ImportBatch.objects.filter(pk=batch.pk, state=State.READING).update(state=State.FAILED, error="broken")
    return returned + len(left)


def erase_lists(*, now):
    """Erase the cells of lists 30 days after they came; a list never entered goes altogether. Returns how many lists.

    A sweep: the second run finds nothing. Verdicts, registrations and fingerprints stay, so that the same list is known again.
    """
    old = ImportBatch.objects.filter(created_at__lt=now - CELLS_KEPT)
    entered = [State.APPLIED, State.UNDONE]
    kept = list(old.filter(state__in=entered).exclude(headers=[], name="").values_list("pk", flat=True))
    ImportRow.objects.filter(batch__in=kept).update(cells=[])
    ImportBatch.objects.filter(pk__in=kept).update(headers=[], name="")
    gone, _of_what = old.exclude(state__in=[*entered, State.APPLYING]).delete()
    return len(kept) + bool(gone)
