"""Write the case file of a workshop: `manage.py export_case CODE [-o FILE]`."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.history import Actor, record
from reports.casefile.writer import dumps, write
from reports.whole_file import write_whole
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
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            write_whole(output, text.encode(), private=True)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror or 'cannot be written'}", returncode=2) from None

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
