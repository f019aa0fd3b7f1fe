"""Load institutions and regions of a country: `manage.py load_reference FILE` ("-" reads standard input)."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.history import Actor
from participants.actions.reference import load_reference
from participants.rules.reference import Broken, read


class Command(BaseCommand):
    """All or nothing. Counts on stdout, faults on stderr; exit 1: refused, exit 2: used wrongly."""

    help = "Load institutions and regions from a file of reference data; what is known already stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help='the file; "-" reads standard input')

    def handle(self, *, file, **_options):
        try:
            reference = read(_bytes(file))
        except Broken as broken:
            lines = [f"{file}: refused, nothing was changed."] + [f"  {path}: {what}" for path, what in broken.faults]
            raise CommandError("\n".join(lines), returncode=1) from None
        done = load_reference(reference=reference, by=Actor.system("load_reference"), now=timezone.now())
        self.stdout.write(f"institutions: {done.institutions} new, {done.institutions_known} known already")
        named = f", {done.regions_named} given their names" if done.regions_named else ""
        self.stdout.write(f"regions: {done.regions} new, {done.regions_known} known already{named}")


def _bytes(file):
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror or 'cannot be read'}", returncode=2) from None
