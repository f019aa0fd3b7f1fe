"""The whole site as it runs: gunicorn, a worker for batches, the outbox as a folder, and the demonstration data."""

import subprocess
import sys
from email import policy
from email.parser import BytesParser

from django.conf import settings

from config.tests.rigs.site import Site

UPCOMING = "IOM-MA-DEMO-PROTECTION"
CASE = "IOM-MA-2014-IBM"
NOMINATED = "IOM-MA-DEMO-INQUIRY"


class LiveSite(Site):
    """`with LiveSite(folder) as site`: seeded, serving and working."""

    def __enter__(self):
        super().__enter__()
        self.worker = None
        try:
            self.manage("seed_demo")
            self.passwords = dict(line.split() for line in (self.folder / "demo-passwords").read_text().splitlines())
            command = [sys.executable, "manage.py", "db_worker", "--verbosity", "0", "--interval", "0.2"]
            self.worker = subprocess.Popen(command, cwd=settings.BASE_DIR, env=self.environment, stdout=self.log, stderr=self.log)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception):
        if self.worker:
            self.worker.terminate()
            try:
                self.worker.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.worker.kill()
                self.worker.wait()
        super().__exit__(*exception)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def letters_to(self, email):
        """The texts of the letters sent to `email`, the newest last; what waits is sent first."""
        self.manage("run_jobs", "--all", "--quiet")
        files = sorted((self.folder / "outbox").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        letters = [BytesParser(policy=policy.default).parsebytes(path.read_bytes()) for path in files]
        return [letter.get_body().get_content() for letter in letters if email in str(letter["To"])]
