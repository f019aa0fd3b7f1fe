"""The papers of a whole workshop in one file: how much there is to make, and the making."""

import secrets
from pathlib import Path

from django.conf import settings

from attendance import queries
from attendance.badges import render_badges
from attendance.models import PrintBatch
from attendance.sheet import render_sheets

Kind = PrintBatch.Kind
#: where the files lie until they are fetched
FOLDER = "prints"
#: rows of names a request may typeset: two seconds at most
AT_ONCE = 150


def amount(workshop, kind):
    """(how many sheets or people the papers of `kind` come to, how many rows of names those are)."""
    people = workshop.registrations.confirmed().count()
    if kind != Kind.SHEETS:
        return people, people
    registers = workshop.registers.count()
    return registers, registers * max(people, 1)


def render(workshop, kind, language, told=None):
    """PDF bytes of the papers of `kind`; `told(done)` hears how far it is. `workshop` has office, project, venue at hand."""
    if kind == Kind.SHEETS:
        return render_sheets(workshop, queries.registers_by_start(workshop), language, told)
    return render_badges(workshop, queries.people(workshop), language, kind, told)


def name_for(batch):
    """A new name for the file of `batch`, below MEDIA_ROOT; nobody can guess it."""
    return f"{FOLDER}/{batch.workshop_id}/{batch.pk}-{secrets.token_hex(8)}.pdf"


def path_of(name):
    """Where the file called `name` lies."""
    return Path(settings.MEDIA_ROOT) / name
