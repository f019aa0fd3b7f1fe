"""serve: what bin/start runs once the environment is made."""

import os
import socket
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config import setting_up
from config.demo.accounts import kept_passwords
from config.supervisor import Service, Supervisor
from workshops.models import Workshop


class Command(BaseCommand):
    """Sets up the database and the static files, fills an empty one, then serves until SIGINT or SIGTERM."""

    help = "Sets up what is missing, then runs web server, worker, letters and periodic jobs until Ctrl-C or SIGTERM (bin/start)."
    requires_system_checks = []

    def handle(self, **options):
        try:
            setting_up.check_port(settings.HOST, settings.PORT)
            setting_up.check_site()
            with setting_up.alone():
                self._set_up()
        except KeyboardInterrupt:
            sys.exit(130)
        except CommandError as refusal:
            sys.exit(str(refusal))
        environment = os.environ | {"DATA_DIR": str(settings.DATA_DIR)}
        supervisor = Supervisor(services(), environment=environment, folder=settings.BASE_DIR)
        supervisor.run(announce=self._welcome)

    def _set_up(self):
        self.stderr.write("Setting up the database")
        setting_up.database()
        setting_up.static_files()
        if not settings.PRODUCTION and not Workshop.objects.exists():
            self.stderr.write("Loading the demonstration data")
            call_command("seed_demo", stdout=self.stderr)

    def _welcome(self):
        """Says where Warsha answers, once it does; whether it does."""
        if not answers():
            return False
        lines = [f"\nWarsha answers at {settings.SITE_URL} (Ctrl-C stops it)"]
        if accounts := kept_passwords():
            lines += [f"Demo accounts, their passwords kept in {settings.DATA_DIR / 'demo-passwords'}:"]
            lines += [f"  {email:<28} {password}" for email, password in accounts.items()]
        elif settings.PRODUCTION:
            lines += ["The first administrator is made with  bin/manage createsuperuser"]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()
        return True


def services():
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    return [
        Service("web server", web_server()),
        Service("worker", [*manage, "db_worker", "--verbosity", "0"]),
        Service("sender of letters", [*manage, "send_letters"]),
        Service("pass of jobs", [*manage, "run_jobs", "--quiet"], every=60),
    ]


def web_server():
    """Gunicorn without an access log: addresses hold personal links."""
    host = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
    shared_memory = ["--worker-tmp-dir", "/dev/shm"] if os.access("/dev/shm", os.W_OK) else []  # noqa: S108  (heartbeats only)
    return [
        *[sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{host}:{settings.PORT}"],
        *["--workers", "2", "--threads", "4", "--graceful-timeout", "10"],
        *["--log-level", "warning", "--no-control-socket", *shared_memory],
    ]


def answers():
    """Whether the web server accepts connections."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.HOST, settings.HOST)  # noqa: S104
    try:
        socket.create_connection((host, settings.PORT), timeout=1).close()
    except OSError:
        return False
    return True
