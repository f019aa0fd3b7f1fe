"""What bin/start does before it serves: the port, the database, the static files. Each refusal is one sentence."""

import fcntl
import hashlib
import socket
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection


@contextmanager
def alone():
    """One process at a time sets up one DATA_DIR; the next finds everything done."""
    with (settings.DATA_DIR / "setting-up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def check_port(host, port):
    """Raises CommandError when nobody can listen there."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except socket.gaierror:
        raise CommandError(f"HOST {host} is unknown: give an address of this machine, such as 127.0.0.1 or 0.0.0.0.") from None
    except OSError as error:
        why = f"Port {port} of {host} cannot be used ({error.strerror})"
        raise CommandError(f"{why}: choose another, for example  PORT={port % 65535 + 1} bin/start") from None


def check_site():
    """Raises CommandError when a check of config/checks.py finds what nobody should serve with, such as slow fonts of papers."""
    call_command("check", stdout=StringIO())


@contextmanager
def _usable():
    """A database that cannot be used is said in one sentence."""
    try:
        yield
    except DatabaseError as error:
        first = (str(error).splitlines() or [""])[0]
        where = "DATABASE_URL" if connection.vendor == "postgresql" else f"{connection.settings_dict['NAME']}"
        raise CommandError(f"The database cannot be used ({first}): check {where}.") from None


def database():
    """Brings the schema up to date; the cache is a table of it, and the last that is made."""
    with _usable():
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)


def empty_database(*, say):
    """Makes the tables of a database that has none, or not all after an interruption; one query when they are there."""
    if _has_tables():
        return
    with alone():
        if not _has_tables():
            say("Setting up the database")
            database()


def _has_tables():
    with _usable():
        return settings.CACHES["default"]["LOCATION"] in connection.introspection.table_names()


def static_files():
    """Collects them when one has changed since the last time."""
    kept = settings.STATIC_ROOT / ".collected"
    found = _fingerprint()
    if kept.is_file() and kept.read_text() == found:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    kept.write_text(found)


def _fingerprint():
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list(None):
            about = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return digest.hexdigest()
