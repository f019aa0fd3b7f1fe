"""Queueing a letter, and the sweep that alone sends."""

import secrets
import time
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F

from accounts.history import record
from mailing.models import Letter
from mailing.transport import open_transport

State = Letter.State
ATTEMPTS = 5
#: a sender that has held a letter for longer than this was killed
STUCK_AFTER = timedelta(minutes=10)
#: the mark of a letter whose sender was killed once; killed again, it is not tried a third time
SENDER_STOPPED = "sender stopped"


class LetterRefused(Exception):
    """The letter's state does not allow it; `code` is the state."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def queue_letter(*, office, kind, to, language, subject, text, about, now, send_at=None, html=""):
    """Put one letter into the outbox; it leaves with the transaction it belongs to. Returns the Letter."""
    letter = Letter(
        office=office,
        kind=kind,
        to=to,
        language=language or "en",
        subject=" ".join(subject.split())[:300],
        text=text,
        html=html,
        message_id=_message_id(now),
        created_at=now,
        send_at=send_at,
    )
    if about is not None:
        letter.about = about
    letter.save(force_insert=True)
    return letter


def send_letters(*, now, limit=200):
    """One pass over the due letters, at most `limit`; safe in parallel. Returns how many were sent.

    Each row is claimed by compare-and-set, so that two sweeps never hold one letter. Not atomic on purpose: what was
    sent must be known as sent whatever happens to the next letter.
    """
    clock = _clock(now)
    _release_stuck(now)
    connection = open_transport()
    due = Letter.objects.due(now).order_by("id").values_list("pk", flat=True)[:limit]
    sent = 0
    for pk in list(due):
        letter = _claim(pk, clock())
        if letter:
            sent += _deliver(letter, connection, clock)
    connection.close()
    return sent


@transaction.atomic
def retry_letter(*, letter, by, now):
    """Queue a letter that failed, is unclear or was cancelled once more, with the same Message-ID."""
    _move(letter, {State.FAILED, State.UNCLEAR, State.CANCELLED}, State.QUEUED, attempts=0, send_at=None, error="")
    record(by=by, now=now, obj=letter, verb="retry", office=letter.office)


@transaction.atomic
def cancel_letter(*, letter, by, now):
    """Keep a letter that has not left from leaving."""
    _move(letter, {State.QUEUED, State.FAILED, State.UNCLEAR}, State.CANCELLED)
    record(by=by, now=now, obj=letter, verb="cancel", office=letter.office)


def _move(letter, states, target, **values):
    if not Letter.objects.filter(pk=letter.pk, state__in=states).update(state=target, **values):
        letter.refresh_from_db(fields=["state"])
        raise LetterRefused(letter.state)
    letter.refresh_from_db()


def _clock(now):
    """`now`, going on: a sweep may last minutes, and a claim must carry the time it was made."""
    started = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - started)


def _release_stuck(now):
    stuck = Letter.objects.filter(state=State.SENDING, claimed_at__lt=now - STUCK_AFTER)
    stuck.filter(error=SENDER_STOPPED).update(state=State.FAILED)
    stuck.update(state=State.UNCLEAR, error=SENDER_STOPPED)


def _claim(pk, now):
    """Take the letter, or None when another sweep was faster."""
    free = Letter.objects.filter(pk=pk, state__in=[State.QUEUED, State.UNCLEAR])
    if not free.update(state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1):
        return None
    return Letter.objects.get(pk=pk)


def _deliver(letter, connection, clock):
    try:
        connection.send_messages([_message(letter)])
    except Exception as error:  # whatever a transport raises, the letter must not stay claimed
        connection.close()
        _note_failure(letter, error, clock())
        return 0
    mine = Letter.objects.filter(pk=letter.pk, attempts=letter.attempts)
    mine.filter(state__in=[State.SENDING, State.UNCLEAR]).update(state=State.SENT, sent_at=clock(), error="")
    return 1


def _note_failure(letter, error, now):
    """Try again after 1, 5, 25 and 125 minutes, then give up. The text names the fault, never an address."""
    code = getattr(error, "smtp_code", "")
    last = letter.attempts >= ATTEMPTS
    Letter.objects.filter(pk=letter.pk, state=State.SENDING, attempts=letter.attempts).update(
        state=State.FAILED if last else State.QUEUED,
        send_at=now + timedelta(minutes=5 ** (letter.attempts - 1)),
        error=f"{type(error).__name__} {code}".strip()[:200],
    )


def _message(letter):
    headers = {"Message-ID": letter.message_id, "Content-Language": letter.language, "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.to], headers=headers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _message_id(now):
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{now:%Y%m%d%H%M%S}.{secrets.token_hex(10)}@{domain}>"
