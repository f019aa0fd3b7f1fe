"""How letters leave: the connection MAIL_TRANSPORT describes, and the one that writes files into a folder."""

import os
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

#: seconds a mail server may be silent before the attempt counts as failed
TIMEOUT = 10
_NAMES = {
    "EMAIL_HOST": "host",
    "EMAIL_PORT": "port",
    "EMAIL_HOST_USER": "username",
    "EMAIL_HOST_PASSWORD": "password",
    "EMAIL_USE_TLS": "use_tls",
    "EMAIL_USE_SSL": "use_ssl",
    "EMAIL_FILE_PATH": "file_path",
}


def open_transport():
    """A connection as `settings.MAIL_TRANSPORT` describes it (the names of Django's EMAIL_* settings)."""
    given = settings.MAIL_TRANSPORT
    options = {ours: given[name] for name, ours in _NAMES.items() if name in given}
    return get_connection(given["EMAIL_BACKEND"], fail_silently=False, timeout=TIMEOUT, **options)


class FileBackend(BaseEmailBackend):
    """Writes each message as one .eml file named for its Message-ID: sent twice, it is one file."""

    def __init__(self, *, file_path, **kwargs):
        super().__init__(**kwargs)
        self.folder = Path(file_path)

    def send_messages(self, messages):
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in messages:
            self._write(message)
        return len(messages)

    def _write(self, message):
        name = message.extra_headers["Message-ID"].strip("<>").partition("@")[0]
        part = self.folder / f"{name}.{os.getpid()}.part"
        with part.open("wb") as file:
            file.write(message.message().as_bytes())
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.folder / f"{name}.eml")
