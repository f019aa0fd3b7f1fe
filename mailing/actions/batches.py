"""A message to several people: one batch per form, and what may be done with its letters together while they wait."""

from django.db import IntegrityError, transaction

from accounts.history import record
from mailing.models import Letter, LetterBatch

State = Letter.State


def batch_of(*, office, nonce, about, by, now):
    """(the batch of the form that carries `nonce`, whether it is new); the caller's transaction holds it and its letters."""
    known = LetterBatch.objects.filter(office=office, nonce=nonce)
    if found := known.first():
        return found, False
    batch = LetterBatch(office=office, nonce=nonce, created_at=now, created_by=by.user, about=about)
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
    except IntegrityError:  # the same form arrived at the same moment
        return known.get(), False
    return batch, True


@transaction.atomic
def hold_batch(*, batch, by, now):
    """Hold back the letters that wait. Returns how many."""
    return _change(batch, [State.QUEUED], "hold_letter", by, now, state=State.HELD)


@transaction.atomic
def release_batch(*, batch, by, now):
    """Let the letters held back leave. Returns how many."""
    return _change(batch, [State.HELD], "release_letter", by, now, state=State.QUEUED)


@transaction.atomic
def cancel_batch(*, batch, by, now):
    """Keep the letters that have not left from leaving. Returns how many."""
    waiting = [State.QUEUED, State.HELD, State.FAILED, State.UNCLEAR]
    return _change(batch, waiting, "cancel", by, now, state=State.CANCELLED)


@transaction.atomic
def time_batch(*, batch, send_at, by, now):
    """Give the letters that wait or are held back another time of leaving. Returns how many."""
    return _change(batch, [State.QUEUED, State.HELD], "time_letter", by, now, send_at=send_at)


def _change(batch, states, verb, by, now, **values):
    """One statement, so that a sweep takes a letter before it or not at all."""
    count = batch.letters.filter(state__in=states).update(**values)
    if count:
        record(by=by, now=now, obj=batch, verb=verb, office=batch.office, after={"letters": count} | values)
    return count
