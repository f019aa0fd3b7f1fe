"""send_letters: the sender that bin/start keeps running."""

import signal
import threading

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from mailing.actions import has_work, send_letters

PAUSE = 2


class Command(BaseCommand):
    """Sends what is due, looks again every two seconds. Several senders at once send each letter once.

    Asked to stop, it finishes the letter in hand: one cut off there would leave a second time. What it cannot cope with
    (the database gone) ends it; the supervisor starts it again.
    """

    help = "Sends the letters that are due and looks for more every few seconds, until SIGINT or SIGTERM. --once: one pass."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="one pass over the due letters, then end")
        parser.add_argument("--pause", type=float, default=PAUSE, help="seconds between two looks (%(default)s)")

    def handle(self, **options):
        stop = threading.Event()
        for caught in (signal.SIGINT, signal.SIGTERM):
            signal.signal(caught, lambda *_: stop.set())
        while not stop.is_set():
            close_old_connections()
            if has_work(timezone.now()):
                send_letters(now=timezone.now(), stopping=stop.is_set)
            if options["once"]:
                return
            stop.wait(options["pause"])
