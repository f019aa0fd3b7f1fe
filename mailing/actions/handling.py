"""What staff may do with a letter that has not left: send it again, hold it back, release, cancel, give it a time."""

from django.db import transaction

from accounts.history import record
from mailing.models import Letter

State = Letter.State


class LetterRefused(Exception):
    """The letter's state does not allow it; `code` is the state."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def retry_letter(*, letter, by, now):
    """Queue a letter that failed, is unclear or was cancelled once more, with the same Message-ID."""
    _move(letter, {State.FAILED, State.UNCLEAR, State.CANCELLED}, State.QUEUED, attempts=0, send_at=None, error="")
    record(by=by, now=now, obj=letter, verb="retry", office=letter.office)


@transaction.atomic
def cancel_letter(*, letter, by, now):
    """Keep a letter that has not left from leaving."""
    _move(letter, {State.QUEUED, State.HELD, State.FAILED, State.UNCLEAR}, State.CANCELLED)
    record(by=by, now=now, obj=letter, verb="cancel", office=letter.office)


@transaction.atomic
def hold_letter(*, letter, by, now):
    """Hold a waiting letter back: no sweep takes it until it is released."""
    _move(letter, {State.QUEUED}, State.HELD)
    record(by=by, now=now, obj=letter, verb="hold_letter", office=letter.office)


@transaction.atomic
def release_letter(*, letter, by, now):
    """Let a letter held back leave, at its time when it has one."""
    _move(letter, {State.HELD}, State.QUEUED)
    record(by=by, now=now, obj=letter, verb="release_letter", office=letter.office)


@transaction.atomic
def time_letter(*, letter, send_at, by, now):
    """Give a letter that waits or is held back another time of leaving; None: as soon as may be."""
    before = letter.send_at
    _move(letter, {State.QUEUED, State.HELD}, None, send_at=send_at)
    changed = {"before": {"send_at": before}, "after": {"send_at": send_at}}
    record(by=by, now=now, obj=letter, verb="time_letter", office=letter.office, **changed)


def retry_all(*, letters, by, now):
    """Queue those of `letters` that failed once more. Returns how many."""
    count = 0
    for letter in letters.filter(state=State.FAILED).order_by("pk"):
        try:
            retry_letter(letter=letter, by=by, now=now)
            count += 1
        except LetterRefused:  # somebody else was faster
            continue
    return count


def _move(letter, states, target, **values):
    """Compare and set: a sweep that has taken the letter meanwhile keeps it."""
    if target is not None:
        values["state"] = target
    if not Letter.objects.filter(pk=letter.pk, state__in=states).update(**values):
        letter.refresh_from_db(fields=["state"])
        raise LetterRefused(letter.state)
    letter.refresh_from_db()
