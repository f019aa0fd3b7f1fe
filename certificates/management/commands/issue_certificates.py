"""issue_certificates CODE: issue to everybody eligible and store every file before returning."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.history import Actor
from certificates.actions.files import store_files
from certificates.actions.issuing import NotEligible, issue_eligible
from certificates.queries import candidates, rule_of
from certificates.reasons import OBSTACLES, why_not
from certificates.tasks import CHUNK, finish_batches
from workshops.models import Workshop


class Command(BaseCommand):
    """Issue the certificates of a workshop; a second run says "already issued".

    One line per confirmed registration, by its id: "issued", "already issued" or "refused" with the reason. Exit code 1:
    no such workshop, it is not ready (not held, registers open, no public address), or a file could not be stored.
    """

    help = "Issue the certificates of a workshop to everybody eligible and store the files."

    def add_arguments(self, parser):
        parser.add_argument("code", help="the code of the workshop")

    def handle(self, *_args, **options):
        code = options["code"]
        workshop = Workshop.objects.filter(code=code).first() if code.isprintable() else None
        if not workshop:
            raise CommandError(f"There is no workshop with the code {code}.")
        try:
            batch = issue_eligible(workshop=workshop, by=Actor.system("issue_certificates"), now=timezone.now(), queue=False)
        except NotEligible as refusal:
            raise CommandError(str(OBSTACLES[refusal.code])) from refusal
        rows = candidates(workshop)
        self._store([row.certificate for row in rows if row.certificate])
        unit = rule_of(workshop).unit
        for row in rows:
            self.stdout.write(_line(row, batch, unit))

    def _store(self, certificates):
        chunks = [certificates[start : start + CHUNK] for start in range(0, len(certificates), CHUNK)]
        failed = len(certificates) - sum(store_files(certificates=chunk, now=timezone.now()) for chunk in chunks)
        finish_batches([row.pk for row in certificates], timezone.now())
        if failed:
            raise CommandError(f"{failed} files could not be stored; run the command again.")


def _line(row, batch, unit):
    """What became of one registration; what a run at the same time has issued is "already issued" here."""
    person = row.registration.key
    if not row.certificate:
        gone = _("person erased") if row.erased else _("the certificate was revoked")
        reason = why_not(row.decision, unit, row.letters) or gone
        return f"refused {person}: {reason}"
    done = "issued" if batch and row.certificate.batch_id == batch.pk else "already issued"
    return f"{done} {person}: {row.certificate.number}"
