"""The job that makes papers for a whole workshop; a repeated one finds the batch settled and does no harm."""

import logging

from django.utils import timezone
from django_tasks import task

from attendance.models import PrintBatch
from attendance.printing import name_for, path_of, render
from documents.keeping import keep

log = logging.getLogger(__name__)
State = PrintBatch.State


@task()
def make_papers(pk):
    """Make the file of the batch `pk`; a fault is kept on the batch, its kind alone."""
    needed = [f"workshop__{name}" for name in ("office", "project", "venue", "certificate_rule")]
    batch = PrintBatch.objects.select_related(*needed).filter(pk=pk, state=State.MAKING).first()
    if batch is None:
        return
    waiting = PrintBatch.objects.filter(pk=pk, state=State.MAKING)
    try:
        data = render(
            batch.workshop, batch.kind, batch.language, now=timezone.now(), told=lambda done: waiting.update(done=done)
        )  # fmt: skip
        name = name_for(batch)
        keep(path_of(name), data)
    except Exception:
        log.exception("papers %s could not be made", pk)
        waiting.update(state=State.FAILED)
        return
    if not waiting.update(state=State.READY, file=name, done=batch.total):  # another worker was faster
        path_of(name).unlink(missing_ok=True)
