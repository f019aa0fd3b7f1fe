"""Mail servers for tests: the network's edge."""

import smtplib

from django.core.mail.backends.base import BaseEmailBackend


class RefusingBackend(BaseEmailBackend):
    """A server that refuses every message and repeats the address in its answer, as real ones do."""

    def send_messages(self, messages):
        raise smtplib.SMTPDataError(451, f"try later <{messages[0].to[0]}>")


class KilledBackend(BaseEmailBackend):
    """A sender whose process ends while the server holds the message: nothing of it runs any further."""

    def send_messages(self, messages):  # noqa: ARG002
        raise KeyboardInterrupt
