"""manage.py on a machine where nothing has been set up yet, in processes of its own: the real migrations, on SQLite."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings

from config.demo.registrations import FOLDER

pytestmark = pytest.mark.rig  # a dozen processes, each with Django and its migrations


@pytest.fixture
def manage(tmp_path):
    """`manage(*words)` in an empty DATA_DIR: (exit code, stdout, stderr)."""

    def run(*words):
        line = [sys.executable, settings.BASE_DIR / "manage.py", *words]
        environment = {"DATA_DIR": str(tmp_path), "DATABASE_URL": "", "PRODUCTION": ""}
        done = subprocess.run(line, capture_output=True, text=True, env=environment, check=False)
        return done.returncode, done.stdout, done.stderr

    return run


def test_first_command_makes_its_tables_and_stdout_holds_the_result_alone(manage, tmp_path):
    said = "IOM-MA-2014-IBM: imported, 26 participants\n"
    assert manage("import_case", FOLDER / "iom-morocco-2014.json") == (0, said, "Setting up the database\n")
    code, out, err = manage("donor_report", "--project", "CT.0690")
    assert (code, json.loads(out)["trained"], err) == (0, 22, "")
    with closing(sqlite3.connect(tmp_path / "warsha.sqlite3")) as database:
        database.execute("DROP TABLE cache")  # the last that is made: as after an interruption, or after `migrate` alone
    refusal = "CommandError: There is no workshop NONE.\n"
    assert manage("export_case", "NONE") == (1, "", f"Setting up the database\n{refusal}")
    assert manage("export_case", "NONE") == (1, "", refusal)


@pytest.mark.parametrize("words", [["import_case", "--help"], ["import_case"], ["serve", "--help"], ["check"]])
def test_what_needs_no_tables_makes_none(manage, tmp_path, words):
    manage(*words)
    assert not (tmp_path / "warsha.sqlite3").exists()


def test_database_that_cannot_be_used_is_said_in_one_sentence(manage, tmp_path):
    (tmp_path / "warsha.sqlite3").write_text("this is no database, and it is long enough to be seen as none\n" * 20)
    code, out, err = manage("seed_demo")
    assert (code, out) == (1, "")
    assert err.startswith("CommandError: The database cannot be used (")
    assert err.count("\n") == 1
