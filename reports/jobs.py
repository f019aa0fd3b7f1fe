"""The periodic sweep behind exports: what a dead worker left behind goes back to work, or is given up."""

from django_tasks_db.models import DBTaskResult

from participants.queue import return_stalled, unfinished
from reports.exporting import fail
from reports.models import ReportExport
from reports.tasks import make_export


def requeue_exports(*, now):
    """Requeue jobs of dead workers (compare and set, three attempts); an export that no job holds any more has failed."""
    jobs = DBTaskResult.objects.filter(task_path=make_export.module_path)
    returned = return_stalled(jobs, now)
    waiting = list(ReportExport.objects.unfinished().order_by("pk").values_list("pk", flat=True))
    held = {job.args_kwargs["args"][0] for job in unfinished(jobs)}  # read second: what is ordered meanwhile has its job
    left = [pk for pk in waiting if pk not in held]
    for pk in left:
        fail(pk, "broken", now)
    return returned + len(left)
