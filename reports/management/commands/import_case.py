"""Import a workshop from a case file: `manage.py import_case FILE` ("-" reads standard input)."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.history import Actor
from reports.casefile.reader import read
from reports.casefile.schema import Refused


class Command(BaseCommand):
    """All or nothing. Result on stdout, warnings and faults on stderr; exit 1: refused, exit 2: used wrongly."""

    help = "Import one workshop from a case file (warsha-case/1), all or nothing. For administrators; logged."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help='the case file; "-" reads standard input')

    def handle(self, *, file, **_options):
        try:
            reading = read(_bytes(file), by=Actor.system("import_case"), now=timezone.now())
        except Refused as refused:
            lines = [f"{file}: refused, nothing was changed."] + [f"  {fault}" for fault in refused.faults]
            raise CommandError("\n".join(lines), returncode=1) from None
        for warning in reading.warnings:
            self.stderr.write(f"Warning: {warning}")
        code = reading.workshop.code
        if reading.imported:
            self.stdout.write(f"{code}: imported, {reading.workshop.registrations.count()} participants")
        else:
            self.stdout.write(f"{code}: already imported, nothing changed")


def _bytes(file):
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror or 'cannot be read'}", returncode=2) from None
