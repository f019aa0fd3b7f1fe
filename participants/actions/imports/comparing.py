"""Comparing a list with the register, chunk by chunk: a worker that dies leaves what is done and the next goes on."""

from django.db import transaction

from participants.models import ImportBatch, ImportRow
from participants.queries.incoming import Comparison, RowReader

State = ImportBatch.State
CHUNK = 250


def compare(*, pk):
    """Give every row of the list a verdict; then the list waits for its review. Idempotent."""
    batch = ImportBatch.objects.select_related("workshop__office").filter(pk=pk, state=State.READING).first()
    if batch is None:
        return
    reader, comparison = RowReader(batch.workshop, batch.mapping), Comparison(batch.workshop)
    for start in range(0, batch.total, CHUNK):
        rows = list(batch.rows.filter(number__gt=start, number__lte=start + CHUNK).order_by("number"))
        for row in rows:
            take(row, comparison.find(row.number, reader.read(row.cells)))
        _keep(batch, rows)
    ImportBatch.objects.filter(pk=pk, state=State.READING).update(state=State.READY)


def take(row, found):
    """Write a Finding to `row`, unsaved. A row that was entered before is left out unless somebody decides otherwise."""
    row.verdict, row.reasons, row.candidates = found.verdict, found.reasons, found.candidates
    row.already_registered, row.fingerprint = found.already_registered, found.fingerprint
    row.decision = "skip" if found.is_repeated else ""


@transaction.atomic
def _keep(batch, rows):
    fields = ["verdict", "reasons", "candidates", "already_registered", "fingerprint", "decision"]
    if ImportBatch.objects.filter(pk=batch.pk, state=State.READING).update(done=rows[-1].number if rows else batch.total):
        ImportRow.objects.bulk_update(rows, fields)
