"""Putting a letter into the outbox."""

import secrets
from email.utils import parseaddr

from django.conf import settings
from django.db import IntegrityError, transaction

from mailing.models import Letter


def queue_letter(
    *, office, kind, to, language, subject, text, about, now, send_at=None, html="", batch=None, held=False, once=None
):
    """Put one letter into the outbox; it leaves with the transaction it belongs to. Returns the Letter.

    `held`: it waits until somebody releases it. `once`: names what is written a single time; None is returned when a
    letter of that name is there already, whoever wrote it at the same moment.
    """
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
        batch=batch,
        state=Letter.State.HELD if held else Letter.State.QUEUED,
        once=once,
    )
    if about is not None:
        letter.about = about
    return _saved_once(letter) if once else _saved(letter)


def _saved(letter):
    letter.save(force_insert=True)
    return letter


def _saved_once(letter):
    """The letter, or None when the constraint `letter_once` refuses it."""
    if Letter.objects.filter(once=letter.once).exists():
        return None
    try:
        with transaction.atomic():
            return _saved(letter)
    except IntegrityError:
        if Letter.objects.filter(once=letter.once).exists():
            return None
        raise


def _message_id(now):
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{now:%Y%m%d%H%M%S}.{secrets.token_hex(10)}@{domain}>"
