"""Reading a case file: what it makes, and that it makes it once."""

from pathlib import Path

from django.apps import apps

from accounts.history import Actor
from accounts.models import HistoryEntry
from config import demo
from reports.casefile.reader import read
from reports.casefile.schema import normalise, parse
from reports.casefile.writer import write
from workshops.models import Workshop

FILE = (Path(demo.__file__).parent / "iom-morocco-2014.json").read_bytes()
BY = Actor.system("import_case")


def counts():
    return {model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.managed}


def test_case_imports(case):
    assert case.state == Workshop.State.CLOSED
    assert case.registrations.count() == 26
    assert case.registers.filter(validation__source="import").count() == 6
    assert HistoryEntry.objects.filter(verb="import_case").count() == 1


def test_case_read_twice_changes_nothing(case, now):
    before = counts()
    again = read(FILE, by=BY, now=now)
    assert (again.imported, again.workshop, again.warnings) == (False, case, ())
    assert counts() == before


def test_case_exports_what_was_read(case, now):
    assert write(case, now=now) == normalise(parse(FILE), now=now)
