"""run_jobs: one pass over the periodic jobs."""

import logging

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.jobs import JOBS
from config.logs import describe
from config.models import JobRun

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """One pass over the due jobs of `config/jobs.py`; several passes at once run no job twice."""

    help = "Runs the periodic jobs that are due, once each. Exit code 1 when one failed; the others have run all the same."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="run every job, due or not")
        parser.add_argument("--quiet", action="store_true", help="print failures only")

    def handle(self, **options):
        self.quiet = options["quiet"]
        failed = [job.name for job in JOBS if self._run(job, force=options["all"]) is False]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. The lines above say where.")

    def _run(self, job, *, force):
        """True: ran. False: failed. None: not due, or another pass has just taken it."""
        now = timezone.now()
        if not claim(job, now, force=force):
            return None
        try:
            job.run(now=now)
        except Exception as error:  # one failing job must not stop the others
            logger.exception("Job %s failed: %s", job.name, describe(error))
            finish(job, succeeded=False)
            return False
        finish(job, succeeded=True)
        if not self.quiet:
            self.stdout.write(f"{job.name}: done")
        return True


def claim(job, now, *, force=False):
    """Whether this pass runs `job`: it is due, and nobody else has changed its row since it was read."""
    run, _ = JobRun.objects.get_or_create(name=job.name)
    if not force and not job.is_due(run.started_at, now):
        return False
    seen = JobRun.objects.filter(name=job.name, started_at=run.started_at)
    return bool(seen.update(started_at=now, finished_at=None, succeeded=None))


def finish(job, *, succeeded):
    JobRun.objects.filter(name=job.name).update(finished_at=timezone.now(), succeeded=succeeded)
