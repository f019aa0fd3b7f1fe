"""The sweep that alone sends."""

import smtplib
import time
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q

from mailing.models import Letter
from mailing.rules.wording import marked
from mailing.transport import open_transport

State = Letter.State
ATTEMPTS = 5
#: a sender that has held a letter for longer than this was killed
STUCK_AFTER = timedelta(minutes=10)
#: the mark of a letter whose sender was killed once; killed again, it is not tried a third time
SENDER_STOPPED = "sender stopped"
#: attempts while no server answers: a day and a half, since the letter is not at fault
ATTEMPTS_UNREACHED = 20
LONGEST_PAUSE = timedelta(minutes=125)
#: so many letters in a row that found no server: the rest of the sweep waits for the next
UNREACHED = 3
#: the server answered, and did not like this letter
_OF_THE_LETTER = smtplib.SMTPDataError | smtplib.SMTPRecipientsRefused | smtplib.SMTPSenderRefused


def has_work(now):
    """Whether a sweep at `now` would find a letter; one reading, which takes no lock."""
    stuck = Q(state=State.SENDING, claimed_at__lt=now - STUCK_AFTER)
    return Letter.objects.due(now).exists() or Letter.objects.filter(stuck).exists()


def send_letters(*, now, limit=200, stopping=lambda: False):
    """One pass over the due letters, at most `limit`; safe in parallel. Returns how many were sent.

    Each row is claimed by compare-and-set, so that two sweeps never hold one letter. Not atomic on purpose: what was
    sent must be known as sent whatever happens to the next letter. A server that does not answer ends the sweep after
    a few letters; `stopping` is asked before each.
    """
    clock = _clock(now)
    _release_stuck(now)
    connection = open_transport()
    sent = unreached = 0
    for pk in list(Letter.objects.due(now).order_by("id").values_list("pk", flat=True)[:limit]):
        if stopping() or unreached == UNREACHED:
            break
        if letter := _claim(pk, clock()):
            fault = _deliver(letter, connection, clock)
            sent += fault is None
            unreached = unreached + 1 if _is_unreached(fault) else 0
    connection.close()
    return sent


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
    return Letter.objects.select_related("office").get(pk=pk)


def _deliver(letter, connection, clock):
    """Hand the letter over and note what became of it. Returns the fault, None when it was taken."""
    try:
        connection.send_messages([_message(letter)])
    except Exception as error:  # whatever a transport raises, the letter must not stay claimed
        _close(connection)
        _note_failure(letter, error, clock())
        return error
    mine = Letter.objects.filter(pk=letter.pk, attempts=letter.attempts)
    mine.filter(state__in=[State.SENDING, State.UNCLEAR]).update(state=State.SENT, sent_at=clock(), error="")
    return None


def _close(connection):
    try:
        connection.close()
    except OSError:  # of a connection that is gone already
        connection.connection = None


def _is_unreached(fault):
    """Whether the server is at fault, rather than the letter: it took no connection, or fell silent."""
    return isinstance(fault, OSError) and not isinstance(fault, _OF_THE_LETTER)


def _note_failure(letter, error, now):
    """Try again after 1, 5, 25 and 125 minutes, then give up. The text names the fault, never an address."""
    last = letter.attempts >= (ATTEMPTS_UNREACHED if _is_unreached(error) else ATTEMPTS)
    Letter.objects.filter(pk=letter.pk, state=State.SENDING, attempts=letter.attempts).update(
        state=State.FAILED if last else State.QUEUED,
        send_at=now + min(timedelta(minutes=5 ** min(letter.attempts - 1, 9)), LONGEST_PAUSE),
        error=f"{_name(error)} {_code(error)}".strip()[:200],
    )


def _name(error):
    """The kind of fault; smtplib calls it a broken connection when the server only kept silent."""
    waited = isinstance(error, smtplib.SMTPServerDisconnected) and isinstance(error.__context__, TimeoutError)
    return TimeoutError.__name__ if waited else type(error).__name__


def _code(error):
    """The server's code; of a refused recipient it stands beside the address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next((code for code, _text in error.recipients.values()), "")
    return getattr(error, "smtp_code", "")


def _message(letter):
    headers = {"Message-ID": letter.message_id, "Content-Language": letter.language, "Auto-Submitted": "auto-generated"}
    answers = [letter.office.email] if letter.office and letter.office.email else None
    subject, text = marked(letter.subject, letter.language), marked(letter.text, letter.language)
    message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [letter.to], headers=headers, reply_to=answers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message
