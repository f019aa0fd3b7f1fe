"""The jobs of lists that come in: each finds in the list's state what is left to do, so that a repeated one does no harm."""

import logging

from django.utils import timezone
from django_tasks import task

from accounts.history import Actor
from participants.actions.imports.comparing import compare
from participants.actions.imports.entering import enter
from participants.actions.imports.refusing import ImportRefused
from participants.models import ImportBatch

log = logging.getLogger(__name__)
State = ImportBatch.State


@task()
def compare_list(pk):
    """Compare the list `pk` with the register; a fault is kept on the list, its kind alone."""
    try:
        compare(pk=pk)
    except Exception:
        log.exception("list %s could not be compared", pk)
        ImportBatch.objects.filter(pk=pk, state=State.READING).update(state=State.FAILED, error="broken")


@task()
def enter_list(pk):
    """Enter the list `pk`, all or nothing; a refusal or a fault is kept on the list, which waits for its review again."""
    batch = ImportBatch.objects.select_related("by").filter(pk=pk, state=State.APPLYING).first()
    if batch is None:
        return
    by = Actor.of(batch.by) if batch.by else Actor.system("import_list")
    try:
        enter(batch=batch, by=by, now=timezone.now())
    except ImportRefused as refused:
        give_back(pk, refused.code, refused.numbers)
    except Exception:
        log.exception("list %s could not be entered", pk)
        give_back(pk, "broken")


def give_back(pk, code, numbers=None):
    """The list waits for its review again, with why: the code and its numbers ("full 3 12")."""
    error = " ".join([code, *map(str, (numbers or {}).values())])
    ImportBatch.objects.filter(pk=pk, state=State.APPLYING).update(state=State.READY, error=error[:200])
