"""The papers of a whole workshop in one file: how much there is to make, and the making."""

import secrets
from pathlib import Path

from django.conf import settings
from django.utils import translation

from attendance import queries
from attendance.badges import render_badges
from attendance.export import attendance_paper
from attendance.models import PrintBatch
from attendance.rules import local_day
from attendance.sheet import render_sheets
from attendance.table import build

Kind = PrintBatch.Kind
#: where the files lie until they are fetched
FOLDER = "prints"
#: rows of names a request may typeset: two seconds at most
AT_ONCE = 150
#: marks that take as long as a row of names
MARKS_OF_A_ROW = 5


def amount(workshop, kind):
    """(how many sheets, people or files the papers of `kind` come to, how many rows of names take as long)."""
    people = workshop.registrations.confirmed().count()
    if kind in (Kind.BADGES, Kind.SIGNS):
        return people, people
    registers = workshop.registers.count()
    if kind == Kind.SHEETS:
        return registers, registers * max(people, 1)
    return 1, registers * people // MARKS_OF_A_ROW


def render(workshop, kind, language, *, now, told=None):
    """PDF bytes of the papers of `kind`; `told(done)` hears how far it is. `workshop` has office, project, venue at hand."""
    if kind == Kind.SHEETS:
        return render_sheets(workshop, queries.registers_by_start(workshop), language, told)
    if kind == Kind.MARKS:
        with translation.override(language):
            table = _table(workshop, now)
        return attendance_paper(workshop, table, now, language)
    return render_badges(workshop, queries.people(workshop), language, kind, told)


def _table(workshop, now):
    """The table as it stands, whoever looks."""
    people, registers = queries.people(workshop), queries.registers_by_start(workshop)
    plan, marks = queries.plan_of(workshop), queries.marks(workshop.registrations.confirmed())
    today = local_day(now, workshop.timezone)
    return build(workshop, people, registers, plan, marks, today=today, may_record=False, may_correct=False)


def name_for(batch):
    """A new name for the file of `batch`, below MEDIA_ROOT; nobody can guess it."""
    return f"{FOLDER}/{batch.workshop_id}/{batch.pk}-{secrets.token_hex(8)}.pdf"


def path_of(name):
    """Where the file called `name` lies."""
    return Path(settings.MEDIA_ROOT) / name
