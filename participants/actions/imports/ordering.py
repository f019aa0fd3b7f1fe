"""What the office says about a list: how its columns read, what becomes of a row, that it be entered. Jobs do the work."""

from django.db import transaction

from participants.actions.imports.receiving import check_mapping
from participants.actions.imports.refusing import ImportRefused
from participants.actions.registrations import CHOICES, FINAL
from participants.models import ImportBatch, ImportRow
from participants.tasks import compare_list, enter_list

State = ImportBatch.State
Verdict = ImportRow.Verdict
SKIP, NEW = "skip", "new"


@transaction.atomic
def map_columns(*, batch, mapping):
    """Read the columns as `mapping` ({column: field}) says and compare the rows with the register. Raises ImportRefused."""
    batch = _locked(batch, {State.UPLOADED, State.READY, State.FAILED})
    check_mapping(mapping)
    batch.mapping, batch.state, batch.done, batch.error = mapping, State.READING, 0, ""
    batch.save(update_fields=["mapping", "state", "done", "error"])
    batch.rows.update(verdict="", decision="")
    compare_list.enqueue(batch.pk)


@transaction.atomic
def decide(*, batch, decisions):
    """Note `decisions` {primary key of a row: "", "new", "skip", or the key of one of its candidates}; others are left.

    A row to review takes any of them, one in error is skipped or not. Raises ImportRefused("busy").
    """
    batch = _locked(batch, {State.READY})
    rows = batch.rows.filter(pk__in=decisions, verdict__in=[Verdict.REVIEW, Verdict.ERROR])
    changed = [row for row in rows.order_by("number") if _may_be(row, decisions[row.pk])]
    for row in changed:
        row.decision = decisions[row.pk]
    ImportRow.objects.bulk_update(changed, ["decision"], batch_size=500)


@transaction.atomic
def decide_all(*, batch, verdict, decision):
    """One decision about every row of a verdict (review or error) that has none yet. Raises ImportRefused("busy")."""
    batch = _locked(batch, {State.READY})
    if verdict == Verdict.REVIEW or (verdict == Verdict.ERROR and decision == SKIP):
        batch.rows.filter(verdict=verdict, decision="").update(decision=decision)


@transaction.atomic
def order_entry(*, batch, status):
    """Have the list entered with `status`, one of registrations.CHOICES. Raises ImportRefused: over, undecided, errors, busy."""
    batch = _locked(batch, {State.READY})
    if status not in CHOICES:
        raise ImportRefused("busy")
    check_ready(batch)
    batch.state, batch.status, batch.error = State.APPLYING, status, ""
    batch.save(update_fields=["state", "status", "error"])
    enter_list.enqueue(batch.pk)


def check_ready(batch):
    """Raise ImportRefused unless each row is settled: over, undecided, errors."""
    if batch.workshop.state in FINAL:
        raise ImportRefused("over")
    open_rows = batch.rows.filter(decision="")
    for verdict, code in ((Verdict.REVIEW, "undecided"), (Verdict.ERROR, "errors")):
        if open_rows.filter(verdict=verdict).exists():
            raise ImportRefused(code)


def _may_be(row, decision):
    if row.verdict == Verdict.ERROR:
        return decision in {"", SKIP}
    return decision in {"", SKIP, NEW, *(str(pk) for pk, _codes in row.candidates)}


def _locked(batch, states):
    found = ImportBatch.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=batch.pk)
    if found.state not in states:
        raise ImportRefused("busy")
    return found
