"""The periodic sweep behind the papers being made: what a dead worker left behind goes back to work."""

from django_tasks_db.models import DBTaskResult

from attendance.models import PrintBatch
from attendance.tasks import make_papers
from participants.queue import return_stalled, unfinished

State = PrintBatch.State


def requeue_papers(*, now):
    """Requeue jobs of dead workers (compare and set, three attempts), give up papers whose job gave up. Returns how many."""
    jobs = DBTaskResult.objects.filter(task_path=make_papers.module_path)
    returned = return_stalled(jobs, now)
    making = PrintBatch.objects.filter(state=State.MAKING)
    waiting = set(making.values_list("pk", flat=True))
    held = {job.args_kwargs["args"][0] for job in unfinished(jobs)}  # read second: what is ordered meanwhile has its job
    return returned + making.filter(pk__in=waiting - held).update(state=State.FAILED)
