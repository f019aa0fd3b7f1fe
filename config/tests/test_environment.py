import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import environment


@pytest.mark.parametrize(("text", "port"), [("", 8000), ("1", 1), ("65535", 65535)])
def test_port_is_a_number_in_range(text, port):
    assert environment.port(text) == port


@pytest.mark.parametrize("text", ["0", "65536", "-1", "x", "80 ", "٨٠"])
def test_port_that_is_none_ends_with_a_sentence(text):
    with pytest.raises(SystemExit, match=r"PORT must be a number"):
        environment.port(text)


@pytest.mark.parametrize(("text", "value"), [("", False), ("0", False), ("no", False), ("1", True), ("True", True)])
def test_flag_reads_switches(text, value):
    assert environment.flag("PRODUCTION", text) is value


def test_flag_that_is_none_ends_with_a_sentence():
    with pytest.raises(SystemExit, match="PRODUCTION must be 1 or 0"):
        environment.flag("PRODUCTION", "maybe")


def test_empty_database_url_means_sqlite(tmp_path):
    assert environment.database("", tmp_path)["NAME"] == tmp_path / "warsha.sqlite3"


@pytest.mark.parametrize("url", ["mysql://localhost/x", "nonsense"])
def test_database_url_of_another_kind_ends_with_a_sentence(url, tmp_path):
    with pytest.raises(SystemExit, match="DATABASE_URL must read postgres"):
        environment.database(url, tmp_path)


def test_mail_goes_to_files_unless_told(tmp_path):
    assert environment.mail_transport("", tmp_path)["EMAIL_FILE_PATH"] == str(tmp_path / "outbox")
    assert environment.mail_transport("smtp+tls://u:p@mail.example.org:587", tmp_path)["EMAIL_PORT"] == 587


def test_secret_key_is_made_once_and_private(tmp_path):
    first = environment.secret_key(tmp_path)
    assert (environment.secret_key(tmp_path), len(first) > 60) == (first, True)
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_data_dir_that_cannot_be_made_ends_with_a_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit, match="DATA_DIR .* cannot be made"):
        environment.data_dir(str(tmp_path / "file" / "x"), Path())


def test_time_zones_are_those_of_the_pinned_package(tmp_path):
    """Whatever the system knows, and although Python read its path before the settings: Morocco is at +00 since 2026."""
    words = [
        "import zoneinfo, datetime, django.conf",
        "zoneinfo.ZoneInfo('Africa/Casablanca')",
        "django.conf.settings.SECRET_KEY",
        "print(datetime.datetime(2026, 11, 24, tzinfo=zoneinfo.ZoneInfo('Africa/Casablanca')).utcoffset(), zoneinfo.TZPATH)",
    ]
    told = {name: value for name, value in os.environ.items() if name != "PYTHONTZPATH"}
    told |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    answer = subprocess.run([sys.executable, "-c", ";".join(words)], env=told, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "0:00:00 ()"
