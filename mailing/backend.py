"""Django's e-mail backend here: it writes letters into the outbox and sends nothing."""

from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.translation import get_language

from mailing.actions import queue_letter


class LetterBackend(BaseEmailBackend):
    """What django-allauth and invitations send becomes one Letter per recipient, without an office."""

    def send_messages(self, email_messages):
        now = timezone.now()
        for message in email_messages:
            html = next((body for body, kind in getattr(message, "alternatives", ()) if kind == "text/html"), "")
            for address in message.recipients():
                queue_letter(
                    office=None,
                    kind="account",
                    to=address,
                    language=(get_language() or "en")[:2],
                    subject=message.subject,
                    text=message.body,
                    html=html,
                    about=None,
                    now=now,
                )
        return len(email_messages)
