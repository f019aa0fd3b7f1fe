"""A whole site for a rig: its own folder, its own database, gunicorn with two workers, reached over HTTP."""

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

import psycopg2
from django.conf import settings
from environ import Env

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Site:
    """`with Site(folder) as site`: migrated and serving. The database is that of the run: SQLite, or a new one in PostgreSQL."""

    def __init__(self, folder, application="config.wsgi"):
        self.folder = folder
        self.application = application
        self.port = _free_port()
        self.server_url = os.environ.get("TEST_DATABASE_URL", "")
        self.database = f"rig_{secrets.token_hex(4)}"

    def __enter__(self):
        self._on_server(f"CREATE DATABASE {self.database}")
        url = _with_name(self.server_url, self.database) if self.server_url else ""
        self.environment = os.environ | {
            **{"DATA_DIR": str(self.folder), "DATABASE_URL": url, "PORT": str(self.port), "HOST": "127.0.0.1"},
            **{"DJANGO_SETTINGS_MODULE": "config.settings", "SITE_URL": "", "PRODUCTION": "", "EMAIL_URL": ""},
        }
        for command in ("migrate", "createcachetable", "collectstatic --no-input"):
            self.manage(*command.split())
        self.log = (self.folder / "server.log").open("w+")
        self.server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", self.application, "--bind", f"127.0.0.1:{self.port}", "--workers", "2"]
            + ["--threads", "4", "--log-level", "warning", "--no-control-socket"],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
        )
        self._wait()
        return self

    def __exit__(self, *exception):
        self.server.terminate()
        self.server.wait(timeout=20)
        self.log.close()
        self._on_server(f"DROP DATABASE {self.database} WITH (FORCE)")

    def manage(self, *arguments):
        """The stdout of one command of manage.py."""
        command = [sys.executable, "manage.py", *arguments]
        run = subprocess.run(command, cwd=settings.BASE_DIR, env=self.environment, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
        return run.stdout

    def ask(self, code):
        """The value of the Python expression `code` in the site's shell, with every model imported."""
        return json.loads(self.manage("shell", "--verbosity", "0", "-c", f"import json; print(json.dumps({code}))"))

    def errors(self):
        """What the server wrote to its log."""
        self.log.flush()
        return (self.folder / "server.log").read_text()

    def visit(self):
        return Visitor(self.port)

    def _wait(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.server.poll() is None:
            try:
                if self.visit().get("/healthz")[0] == 200:
                    return
            except ConnectionError:
                time.sleep(0.05)
        raise AssertionError(f"the site does not answer: {self.errors()}")

    def _on_server(self, statement):
        if self.server_url:
            config = Env.db_url_config(self.server_url)
            where = {"host": config.get("HOST") or config.get("OPTIONS", {}).get("host"), "port": config.get("PORT") or None}
            who = {"user": config.get("USER"), "password": config.get("PASSWORD") or None, "dbname": config["NAME"]}
            connection = psycopg2.connect(**where, **who)
            connection.autocommit = True
            connection.cursor().execute(statement)
            connection.close()


class Visitor:
    """A browser without a screen: keeps its cookie and the form's token."""

    def __init__(self, port):
        self.port = port
        self.cookie = self.token = ""

    def get(self, path):
        status, text = self._send("GET", path, None)
        if found := TOKEN.search(text):
            self.token = found[1]
        return status, text

    def post(self, path, **data):
        return self._send("POST", path, urlencode({"csrfmiddlewaretoken": self.token, **data}))

    def _send(self, method, path, body):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": self.cookie} | ({"Content-Type": "application/x-www-form-urlencoded"} if body else {})
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        if cookie := response.getheader("Set-Cookie"):
            self.cookie = cookie.split(";")[0]
        text = response.read().decode()
        connection.close()
        return response.status, text


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _with_name(url, name):
    """`url` of a server with another database's name."""
    before, question, options = url.partition("?")
    return f"{before.rpartition('/')[0]}/{name}{question}{options}"
