"""What the settings make of environment variables: folder, port, database, mail transport and secret key.

A value that cannot be used ends the program with one sentence on stderr and exit code 1: whoever starts it has to change it.
"""

import secrets
import sys
from contextlib import suppress
from pathlib import Path

import environ


def data_dir(text: str, default: Path) -> Path:
    """The folder everything is written to; made when missing."""
    folder = Path(text or default).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.exit(f"DATA_DIR {folder} cannot be made ({error.strerror}): name a folder this user may write to.")
    return folder


def port(text: str) -> int:
    if not text:
        return 8000
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def flag(name: str, text: str) -> bool:
    """A switch: 1, true, yes, on or 0, false, no, off or nothing."""
    if text.lower() in {"", "0", "false", "no", "off"}:
        return False
    if text.lower() in {"1", "true", "yes", "on"}:
        return True
    sys.exit(f"{name} must be 1 or 0, not {text!r}.")


def database(url: str, data_dir: Path) -> dict:
    """Django's DATABASES entry for `url`; an empty one means SQLite in `data_dir`."""
    if url:
        if not url.startswith(("postgres://", "postgresql://")):
            sys.exit("DATABASE_URL must read postgres://USER:PASSWORD@HOST:PORT/NAME, or be left out for SQLite.")
        return environ.Env.db_url_config(url) | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": data_dir / "warsha.sqlite3",
        "OPTIONS": sqlite_options(),
    }


def sqlite_options() -> dict:
    """IMMEDIATE: no failed upgrade of a read lock under load. FULL: an acknowledged row survives a power cut."""
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }


def mail_transport(url: str, data_dir: Path) -> dict:
    """The settings of the transport that send_letters uses; an empty `url` writes files into `data_dir`/outbox."""
    if url:
        try:
            return dict(environ.Env.email_url_config(url))
        except (environ.ImproperlyConfigured, KeyError, ValueError):
            sys.exit("EMAIL_URL must read smtp+tls://USER:PASSWORD@HOST:PORT or consolemail://, or be left out for files.")
    return {"EMAIL_BACKEND": "mailing.transport.FileBackend", "EMAIL_FILE_PATH": str(data_dir / "outbox")}


def secret_key(data_dir: Path) -> str:
    """The secret key kept in `data_dir`, made at the first start and readable by the owner alone."""
    path = data_dir / "secret_key"
    try:
        return path.read_text()
    except FileNotFoundError:
        pass
    except OSError as error:
        sys.exit(f"{path} cannot be read ({error.strerror}): give it to the user who runs this.")
    try:
        return _make_key(path)
    except OSError as error:
        sys.exit(f"{data_dir} cannot be written to ({error.strerror}): name another DATA_DIR or give this user the right.")


def _make_key(path: Path) -> str:
    made = path.with_name(f"secret_key.{secrets.token_hex(4)}")
    made.touch(mode=0o600)
    made.write_text(secrets.token_urlsafe(64))
    with suppress(FileExistsError):  # another process was first: its key stands
        path.hardlink_to(made)
    made.unlink()
    return path.read_text()
