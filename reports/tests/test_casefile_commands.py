"""The two commands: what they say, where, and how they end."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import HistoryEntry
from config import demo
from workshops.models import Workshop

FILE = Path(demo.__file__).parent / "iom-morocco-2014.json"


def run(*args):
    out, err = io.StringIO(), io.StringIO()
    call_command(*args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refused(*args):
    with pytest.raises(CommandError) as caught:
        run(*args)
    return caught.value.returncode, str(caught.value)


def test_import_case_says_what_it_did(db):
    assert run("import_case", str(FILE)) == ("IOM-MA-2014-IBM: imported, 26 participants\n", "")
    assert run("import_case", str(FILE)) == ("IOM-MA-2014-IBM: already imported, nothing changed\n", "")


def test_import_case_refuses_with_every_path(db, tmp_path):
    data = json.loads(FILE.read_bytes())
    data["participants"][3]["attendance"]["D9-AM"] = "present"
    data["workshop"]["capacity"] = "25"
    (tmp_path / "bad.json").write_text(json.dumps(data))
    code, message = refused("import_case", str(tmp_path / "bad.json"))
    assert code == 1
    assert "\n  participants[3].attendance.D9-AM: unknown register" in message
    assert "\n  workshop.capacity: text instead of a number" in message
    assert not Workshop.objects.exists()


def test_import_case_warns_on_stderr_alone(case, tmp_path):
    data = json.loads(FILE.read_bytes())
    data["donors"][0]["names"]["en"] = "SDC"
    (tmp_path / "other.json").write_text(json.dumps(data))
    out, err = run("import_case", str(tmp_path / "other.json"))
    assert out == "IOM-MA-2014-IBM: already imported, nothing changed\n"
    assert err == "Warning: donors[0].names.en: known already and different: left as it is\n"


def test_import_case_without_such_a_file_ends_with_2(db, tmp_path):
    assert refused("import_case", str(tmp_path / "none.json")) == (2, f"{tmp_path}/none.json: No such file or directory")
    assert refused("import_case", str(tmp_path))[0] == 2


def test_import_case_reads_standard_input(db, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FILE.read_bytes())))
    assert run("import_case", "-")[0] == "IOM-MA-2014-IBM: imported, 26 participants\n"


@pytest.mark.parametrize("command", ["import_case", "export_case"])
def test_command_without_its_argument_ends_with_2(command, tmp_path):
    line = [sys.executable, str(project.BASE_DIR / "manage.py"), command]
    ended = subprocess.run(line, capture_output=True, env={"DATA_DIR": str(tmp_path)}, check=False)
    assert (ended.returncode, ended.stdout) == (2, b"")


def test_export_case_writes_what_import_case_read(case, tmp_path):
    out, err = run("export_case", "IOM-MA-2014-IBM")
    assert err == ""
    assert run("export_case", "IOM-MA-2014-IBM", "-o", str(tmp_path / "out.json")) == ("", "")
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == out
    assert out.startswith('{\n "format": "warsha-case/1",\n')
    assert "المنظمة" in out
    assert [path.name for path in tmp_path.glob("*.json*")] == ["out.json"]
    assert run("import_case", str(tmp_path / "out.json"))[0] == "IOM-MA-2014-IBM: already imported, nothing changed\n"


def test_export_case_is_logged(case):
    run("export_case", "IOM-MA-2014-IBM")
    entry = HistoryEntry.objects.get(verb="export_case")
    assert (entry.subject, entry.actor_label) == (case, "export_case")


def test_export_case_of_an_unknown_workshop_ends_with_1(db, tmp_path):
    assert refused("export_case", "NOPE", "-o", str(tmp_path / "x")) == (1, "There is no workshop NOPE.")
    assert refused("export_case", "\udc80")[0] == 1
    assert not (tmp_path / "x").exists()


def test_export_case_to_a_place_that_is_not_leaves_nothing(case, tmp_path):
    assert refused("export_case", "IOM-MA-2014-IBM", "-o", str(tmp_path / "no" / "x"))[0] == 2
    assert HistoryEntry.objects.filter(verb="export_case").count() == 1


def test_export_case_names_registrations_an_import_would_refuse(make, now):
    workshop = make.workshop("OPEN")
    make.registration(workshop, institution_proposal="A ministry")
    _out, err = run("export_case", "OPEN")
    assert err.startswith("Warning: participants[0].institution: still a proposal")
