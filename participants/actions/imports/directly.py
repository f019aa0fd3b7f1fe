"""A list from the command line: looked at without a trace, or entered at once."""

from dataclasses import dataclass

from django.db import transaction

from participants.actions.imports.comparing import compare
from participants.actions.imports.entering import enter
from participants.actions.imports.receiving import check_mapping, opened, receive
from participants.actions.imports.refusing import ImportRefused
from participants.models import ImportBatch, ImportRow
from participants.queries.incoming import Comparison, Finding, RowReader

Verdict = ImportRow.Verdict


@dataclass(frozen=True)
class Answer:
    """Row `number` and its Finding."""

    number: int
    finding: Finding


def look_at(*, workshop, rows):
    """The Answers for a list, as the preview of the page would give them; nothing is written. Raises ImportRefused."""
    _headings, mapping, rest = opened(rows)
    check_mapping(mapping)
    reader, comparison = RowReader(workshop, mapping), Comparison(workshop)
    answers = [Answer(number, comparison.find(number, reader.read(cells))) for number, cells in enumerate(rest, start=1)]
    if not answers:
        raise ImportRefused("empty")
    return answers


@transaction.atomic
def import_now(*, workshop, rows, name, digest, status, review, by, now):
    """Receive, compare and enter a list in one go, its columns as proposed. Returns the ImportBatch.

    `review`: what becomes of rows to review, "new" or "skip"; "" refuses them. Raises ImportRefused, after which nothing is kept.
    """
    batch = receive(workshop=workshop, rows=rows, name=name, digest=digest, by=by, now=now)
    check_mapping(batch.mapping)
    batch.state, batch.status = ImportBatch.State.READING, status
    batch.save(update_fields=["state", "status"])
    compare(pk=batch.pk)
    batch.rows.filter(verdict=Verdict.REVIEW, decision="").update(decision=review)
    for verdict, code in ((Verdict.ERROR, "errors"), (Verdict.REVIEW, "undecided")):
        if left := list(batch.rows.filter(verdict=verdict, decision="").order_by("number").values_list("number", flat=True)):
            raise ImportRefused(code, rows=left)
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.APPLYING)
    enter(batch=batch, by=by, now=now)
    batch.refresh_from_db()
    return batch
