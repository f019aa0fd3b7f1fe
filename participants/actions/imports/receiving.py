"""A list arrives: its rows are stored as they came, its columns mapped. Nothing of it is in the register yet."""

import hashlib
from itertools import chain, islice

from django.db import transaction

from participants.actions.imports.refusing import ImportRefused
from participants.models import ImportBatch, ImportRow
from participants.rules.listing import ARABIC, FAMILY, GIVEN, HEAD_ROWS, NAME, headings_in

State = ImportBatch.State
CHUNK = 500


def opened(rows):
    """(headings, {column: field} proposed, the rows below them) of `rows`, a generator that is read as far as needed."""
    head = list(islice(rows, HEAD_ROWS))
    place, mapping = headings_in(head)
    headings = head[place] if place is not None else [""] * max(map(len, head), default=0)
    return headings, mapping, chain(head[0 if place is None else place + 1 :], rows)


@transaction.atomic
def receive(*, workshop, rows, name, digest, by, now):
    """Store the list. Returns the ImportBatch with the mapping proposed. Raises ImportRefused("empty") when no row has people."""
    headings, mapping, rest = opened(rows)
    batch = ImportBatch.objects.create(
        workshop=workshop, name=name[:200], sha256=digest, headers=headings, mapping=mapping, by=by.user, created_at=now
    )
    total = 0
    while chunk := list(islice(rest, CHUNK)):
        ImportRow.objects.bulk_create(
            [ImportRow(batch=batch, number=total + place, cells=cells) for place, cells in enumerate(chunk, start=1)]
        )
        total += len(chunk)
    if not total:
        raise ImportRefused("empty")
    batch.total = total
    batch.save(update_fields=["total"])
    return batch


def digest_of(data):
    """The SHA-256 of `data` (bytes, or pasted text)."""
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode("utf-8", "replace")).hexdigest()


def check_mapping(mapping):
    """Raise ImportRefused when `mapping` ({column: field}) names nobody, or says one thing twice."""
    fields = list(mapping.values())
    if not {NAME, GIVEN, FAMILY, ARABIC} & {*fields}:
        raise ImportRefused("no_name_column")
    if len(fields) != len({*fields}):
        raise ImportRefused("column_twice")
    if NAME in fields and {GIVEN, FAMILY} & {*fields}:
        raise ImportRefused("name_twice")


def discard(*, batch):
    """Forget a list that was not entered, with all it says. Raises ImportRefused("busy")."""
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if batch.state not in {State.UPLOADED, State.READING, State.READY, State.FAILED}:
            raise ImportRefused("busy")
        batch.delete()
