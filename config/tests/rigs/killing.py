"""What the rig of killed workers does inside a site's own environment: `python -m config.tests.rigs.killing PEOPLE KILLS`.

Two workers make the certificates of a workshop, then write the letters, which a sender sends to a mail server of ours. At
random points of that work one of them is killed with SIGKILL and another one started. Prints what came of it as JSON.
"""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402  (Django is set up first)
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from accounts.history import Actor  # noqa: E402
from certificates.actions.files import path_of  # noqa: E402
from certificates.actions.issuing import issue_eligible  # noqa: E402
from certificates.actions.letters import order_letters  # noqa: E402
from certificates.jobs import requeue_stalled  # noqa: E402
from certificates.models import Certificate  # noqa: E402
from config import factories  # noqa: E402
from mailing.models import Letter  # noqa: E402
from mailing.tests.smtp_server import SmtpServer  # noqa: E402

SYSTEM = Actor.system("rig")
#: whoever was killed is found out at once here, not after ten minutes
LONG_AGO = timedelta(minutes=11)
PATIENCE = 900  # seconds for one phase
WORKER = ["db_worker", "--verbosity", "0", "--interval", "0.1", "--no-startup-delay", "--worker-id"]


class Crew:
    """Two workers and a sender; `kill` ends one at once and starts another."""

    def __init__(self, port):
        self.environment = os.environ | {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
        self.kills, self.started = Counter(), 0
        self.running = {}
        for role in ("one", "two", "sender"):
            self._start(role)

    def kill(self, role):
        process, name = self.running[role]
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.kills["sender" if role == "sender" else "worker"] += 1
        before = timezone.now() - LONG_AGO
        for job in DBTaskResult.objects.filter(status="RUNNING"):
            if job.worker_ids and job.worker_ids[-1] == name:
                DBTaskResult.objects.filter(pk=job.pk).update(started_at=before)
        if role == "sender":
            Letter.objects.filter(state=Letter.State.SENDING).update(claimed_at=before)
        self._start(role)

    def end(self):
        for process, _name in self.running.values():
            process.kill()
            process.wait()

    def _start(self, role):
        self.started += 1
        name = f"rig-{role}-{self.started}"
        arguments = ["send_letters", "--pause", "0.1"] if role == "sender" else [*WORKER, name]
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
        self.running[role] = subprocess.Popen(command, env=self.environment, cwd=settings.BASE_DIR), name


def prepare(people):
    """A held workshop at which `people` persons were present."""
    with transaction.atomic():
        workshop = factories.workshop(office=factories.office("RIG"), state="held", city="Rabat")
        register = factories.register(workshop, title_en="Topic")
        for number in range(people):
            factories.mark(factories.registration(workshop, email=f"person{number}@example.org"), register)
        factories.validate(register)
        return workshop, issue_eligible(workshop=workshop, by=SYSTEM, now=timezone.now())


def follow(crew, done, total, kills, roles):
    """Until `done()` is `total` and none is left, kill one of `roles` each time it passes one of `kills` random points."""
    points = sorted(random.sample(range(total), kills))
    deadline, swept = time.monotonic() + PATIENCE, 0
    while (count := done()) < total or points:
        if time.monotonic() > deadline:
            return
        if points and count >= points[0]:
            points.pop(0)
            time.sleep(random.random() / 2)  # not always at the same step
            crew.kill(random.choice(roles))
        if time.monotonic() - swept > 1:
            requeue_stalled(timezone.now())
            swept = time.monotonic()
        time.sleep(0.01)


def run(people, kills):
    workshop, batch = prepare(people)
    with SmtpServer() as server:
        crew = Crew(server.port)
        try:
            stored = batch.certificates.filter(stored_at__isnull=False)
            follow(crew, stored.count, people, kills - kills // 3, ["one", "two"])
            ordered = order_letters(workshop=workshop, by=SYSTEM, now=timezone.now())
            letters = Letter.objects.filter(kind="registration_certificate")
            follow(crew, letters.count, people, kills // 3, ["one", "two"])
            sent = letters.filter(state__in=[Letter.State.SENT, Letter.State.FAILED])
            follow(crew, sent.count, people, max(kills // 5, 1), ["sender"])
        finally:
            crew.end()
    return report(batch, crew) | {"ordered": ordered, **_mail(letters, server)}


def report(batch, crew):
    rows = list(batch.certificates.order_by("sequence"))
    whole = [row for row in rows if _is_whole(row)]
    folder = Path(settings.MEDIA_ROOT) / "certificates"
    return {
        "kills": crew.kills["worker"],
        "sender_kills": crew.kills["sender"],
        "certificates": Certificate.objects.current().count(),
        "contiguous": [row.sequence for row in rows] == list(range(1, len(rows) + 1)),
        "whole_files": len(whole),
        "files_on_disk": len(list(folder.rglob("*.pdf"))),
        "most_attempts": max(row.attempts for row in rows),
    }


def _is_whole(row):
    path = path_of(row)
    return bool(row.stored_at) and path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == row.sha256


def _mail(letters, server):
    return {
        "letters": letters.count(),
        "people_written_to": letters.values("to").distinct().count(),
        "arrived": len(set(server.ids)),
        "duplicates": len(server.ids) - len(set(server.ids)),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]))))
