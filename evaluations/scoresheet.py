"""The sheet that scores are typed into: made with the names of the list, and read back by its headings in any language."""

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Language
from attendance.queries import institution_on
from documents.tables import Column, Sheet, workbook
from evaluations.forms.numbers import plain
from evaluations.rules.sheets import Line


def _headings():
    """{column: its heading} in the current language, in the order of the sheet."""
    return {
        "key": _("Identifier"),
        "given": _("Given name"),
        "family": _("Family name"),
        "arabic": _("Full name in Arabic"),
        "institution": _("Institution"),
        "pre": _("Pre-test"),
        "post": _("Post-test"),
    }


WIDTHS = {"key": 14, "given": 20, "family": 24, "arabic": 26, "institution": 40, "pre": 12, "post": 12}


def make_sheet(workshop, people, scores, *, rtl=False):
    """XLSX bytes: a row for each of `people` with the scores stored so far."""
    columns = [Column(heading, WIDTHS[name]) for name, heading in _headings().items()]
    rows = [
        [
            person.key,
            person.given_name,
            person.family_name,
            person.arabic_name,
            institution_on(person, workshop.start),
            *(_number(scores.get(person.pk, {}).get(test)) for test in ("pre", "post")),
        ]
        for person in people
    ]
    return workbook([Sheet(_("Scores"), columns, rows)], rtl=rtl)


def read_sheet(rows):
    """The Lines of `rows` (of documents.spreadsheets), which begin with headings; None when those name no person or no test."""
    rows = iter(rows)
    places = _places(next(rows, []))
    if not places.keys() & {"key", "given", "family", "arabic"} or not places.keys() & {"pre", "post"}:
        return None
    return [_line(number, row, places) for number, row in enumerate(rows, start=2)]


def _places(headings):
    """{column: its place}, by its heading in any of the three languages."""
    names = {}
    for language in Language.values:
        with translation.override(language):
            names |= {heading.casefold(): name for name, heading in _headings().items()}
    found = {names.get(heading.casefold().strip()): place for place, heading in enumerate(headings)}
    return {name: place for name, place in found.items() if name}


def _line(number, row, places):
    cells = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
    latin = (cells.get("given", ""), cells.get("family", ""))
    rest = {name: cells.get(name, "") for name in ("key", "arabic", "pre", "post")}
    return Line(number, latin=latin, **rest)


def _number(points):
    """A number as a cell holds it: whole ones without a point."""
    return None if points is None else float(plain(points)) if "." in plain(points) else int(plain(points))
