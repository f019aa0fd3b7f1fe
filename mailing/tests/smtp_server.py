"""A small mail server on loopback that behaves as badly as it is told."""

import contextlib
import re
import socket
import threading

#: how it may behave, changed while it runs
GOOD, REFUSING, BUSY, HANGING, DROPPING, MUTE = "good", "refusing", "busy", "hanging", "dropping", "mute"


class SmtpServer:
    """`with SmtpServer() as server`: listening on `server.port`; what it took is in `server.taken`, as (Message-ID, text).

    refusing: 550 to every recipient. busy: 421 instead of a greeting. hanging: takes the connection and says nothing.
    dropping: breaks off in the middle of DATA. mute: takes the whole letter and never says so; `mute_from` says from which
    letter on (1 is the first it takes).
    """

    def __init__(self, behaviour=GOOD):
        self.behaviour = behaviour
        self.taken = []
        self.mute_from = None
        self.kept_silent = 0
        self._open = []

    def __enter__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *exception):
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    @property
    def ids(self):
        return [message_id for message_id, _text in self.taken]

    @property
    def transport(self):
        """For `settings.MAIL_TRANSPORT`."""
        backend = "django.core.mail.backends.smtp.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": self.port}

    def _accept(self):
        while True:
            try:
                connection, _address = self._socket.accept()
            except OSError:  # closed
                return
            self._open.append(connection)
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection):
        with contextlib.suppress(OSError, ValueError), connection, connection.makefile("rwb", buffering=0) as wire:
            if self.behaviour == HANGING:
                wire.read()
            elif self.behaviour == BUSY:
                wire.write(b"421 too many\r\n")
            else:
                self._talk(wire)

    def _talk(self, wire):
        wire.write(b"220 test\r\n")
        while line := wire.readline():
            verb = line[:4].upper()
            if verb == b"QUIT":
                wire.write(b"221 bye\r\n")
                return
            if verb == b"DATA":
                if not self._take(wire):
                    return
            elif verb == b"RCPT" and self.behaviour == REFUSING:
                wire.write(b"550 no such user\r\n")
            else:
                wire.write(b"250 ok\r\n")

    def _take(self, wire):
        """Whether the conversation goes on."""
        wire.write(b"354 go on\r\n")
        if self.behaviour == DROPPING:
            wire.readline()
            return False
        lines = []
        while (line := wire.readline()) not in (b".\r\n", b""):
            lines.append(line)
        text = b"".join(lines).decode()
        self.taken.append((re.search(r"^Message-ID: (\S+)", text, re.M)[1], text))
        if self.behaviour == MUTE or (self.mute_from and len(self.taken) >= self.mute_from):
            self.kept_silent += 1
            wire.read()
            return False
        wire.write(b"250 taken\r\n")
        return True
