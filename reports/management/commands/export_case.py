"""Write the case file of a workshop: `manage.py export_case CODE [-o FILE]`."""

import os
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.history import Actor, record
from reports.casefile.writer import dumps, write
from workshops.models import Workshop


class Command(BaseCommand):
    """Canonical JSON to stdout or, whole or not at all, to a file. Exit 1: no such workshop, exit 2: used wrongly."""

    help = "Write the case file (warsha-case/1) of one workshop, names and answers included. For administrators; logged."

    def add_arguments(self, parser):
        parser.add_argument("code", metavar="CODE", help="the workshop's code")
        parser.add_argument("-o", "--output", metavar="FILE", help="the file to write, instead of standard output")

    def handle(self, *, code, output, **_options):
        case = self._case(code)
        for place, person in enumerate(case.get("participants", ())):
            if "institution" not in person:
                self.stderr.write(
                    f"Warning: participants[{place}].institution: still a proposal; put it on the list before an import"
                )
        text = dumps(case)
        if output:
            _write_whole(Path(output), text)
        else:
            self.stdout.write(text, ending="")

    @transaction.atomic
    def _case(self, code):
        """The case, and the entry that says it left the register: it carries names, needs and disability answers."""
        now = timezone.now()
        rows = Workshop.objects.select_related("office", "project", "region", "venue")
        workshop = rows.filter(code=code).first() if code.isprintable() else None
        if workshop is None:
            raise CommandError(f"There is no workshop {code}.", returncode=1)
        case = write(workshop, now=now)
        counts = {"code": workshop.code, "participants": len(case.get("participants", ()))}
        record(by=Actor.system("export_case"), now=now, obj=workshop, verb="export_case", office=workshop.office, after=counts)
        return case


def _write_whole(path, text):
    """Write `text` beside `path` and rename it: a reader sees the old file or the new one; only its owner may read it."""
    temporary = None
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        raise CommandError(f"{path}: {error.strerror or 'cannot be written'}", returncode=2) from None
