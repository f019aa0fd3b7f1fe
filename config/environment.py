"""What the settings make of environment variables: the database, the mail transport and the secret key."""

import secrets
from contextlib import suppress
from pathlib import Path

import environ


def database(url: str, data_dir: Path) -> dict:
    """Django's DATABASES entry for `url`; an empty one means SQLite in `data_dir`."""
    if url:
        return environ.Env.db_url_config(url) | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    data_dir.mkdir(parents=True, exist_ok=True)
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
        return dict(environ.Env.email_url_config(url))
    return {"EMAIL_BACKEND": "mailing.transport.FileBackend", "EMAIL_FILE_PATH": str(data_dir / "outbox")}


def secret_key(data_dir: Path) -> str:
    """The secret key kept in `data_dir`, made at the first start and readable by the owner alone."""
    path = data_dir / "secret_key"
    try:
        return path.read_text()
    except FileNotFoundError:
        data_dir.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f"secret_key.{secrets.token_hex(4)}")
    made.touch(mode=0o600)
    made.write_text(secrets.token_urlsafe(64))
    with suppress(FileExistsError):  # another process was first: its key stands
        path.hardlink_to(made)
    made.unlink()
    return path.read_text()
