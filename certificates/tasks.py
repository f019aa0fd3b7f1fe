"""The jobs of the queue: small, idempotent; an id whose file is kept is passed over."""

import logging

from django.utils import timezone
from django_tasks import task

from certificates.actions.files import store_files
from certificates.actions.writing import give_up, write_letter
from certificates.models import Certificate, IssueBatch
from certificates.queries import GIVEN_UP, progress

log = logging.getLogger(__name__)
#: certificates a job makes: laid out together, in seconds, with little to repeat when its worker dies
CHUNK = 100


@task()
def store_chunk(ids):
    """Store the files of the certificates `ids`; returns how many are kept.

    Those tried before go one by one: one that kills its worker then harms no other.
    """
    rows = Certificate.objects.filter(pk__in=ids, stored_at=None).exclude(GIVEN_UP).order_by("pk")
    together, alone = [row for row in rows if not row.attempts], [[row] for row in rows if row.attempts]
    groups = [together, *alone] if together else alone
    kept = sum(store_files(certificates=group, now=timezone.now()) for group in groups)
    finish_batches(ids, timezone.now())
    return kept


@task()
def write_letters(ids):
    """Write the letters ordered about the certificates `ids`, each in a transaction of its own; returns how many are there.

    One that fails holds up no other: its order is taken back, and the log says why.
    """
    written = 0
    for pk in ids:
        try:
            written += write_letter(pk=pk, now=timezone.now())
        except Exception:
            log.exception("the letter about certificate %s could not be written", pk)
            give_up(pk=pk)
    return written


def enqueue_letters(ids):
    """Queue the writing of these letters; as `enqueue`."""
    for start in range(0, len(ids), CHUNK):
        write_letters.enqueue(ids[start : start + CHUNK])


def enqueue(ids):
    """Queue the making of these files. The queue is a table: called in a transaction, the jobs commit with its rows."""
    for start in range(0, len(ids), CHUNK):
        store_chunk.enqueue(ids[start : start + CHUNK])


def finish_batches(ids, now):
    """Note the end of the batches of `ids` in which nothing waits any more."""
    for batch in IssueBatch.objects.filter(certificates__in=ids, finished_at=None).distinct():
        if not progress(batch)["waiting"]:
            IssueBatch.objects.filter(pk=batch.pk, finished_at=None).update(finished_at=now)
