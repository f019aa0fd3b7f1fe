"""Rows in, an XLSX file out. Text stays text whatever it begins with; numbers stay numbers."""

import re
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from documents.dating import dated

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HEAD = {
    "font": Font(bold=True),
    "fill": PatternFill("solid", fgColor="ECE9E1"),
    "border": Border(bottom=Side("medium", color="1F1D18")),
    "alignment": Alignment(vertical="center", wrap_text=True),
}
#: number formats a column may ask for
FORMATS = {"percent": "0.0%", "money": "#,##0.00", "date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm"}


@dataclass(frozen=True)
class Column:
    """A heading, its width in characters and, for figures and dates, a key of `FORMATS`."""

    title: str
    width: int = 18
    format: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows` are sequences of str, int, float, Decimal, date, aware datetime, bool or None, a cell per column."""

    title: str
    columns: list
    rows: list


def workbook(sheets, *, rtl=False, at=None) -> bytes:
    """The bytes of an XLSX file with `sheets` (of `Sheet`); `rtl` lays the sheets out from right to left.

    `at` (an aware datetime) dates the file: the same sheets are then the same bytes.
    """
    book = Workbook(write_only=True)
    taken = set()
    for sheet in sheets:
        page = book.create_sheet(_sheet_title(sheet.title, taken))
        page.sheet_view.rightToLeft = rtl
        page.freeze_panes = "A2"
        for number, column in enumerate(sheet.columns, start=1):
            page.column_dimensions[get_column_letter(number)].width = column.width
        page.append([_head_cell(page, column.title) for column in sheet.columns])
        for row in sheet.rows:
            page.append([_cell(page, value, column) for value, column in zip(row, sheet.columns, strict=True)])
    stream = BytesIO()
    book.save(stream)
    return dated(stream.getvalue(), at) if at else stream.getvalue()


def _head_cell(page, title):
    cell = _text_cell(page, str(title))
    for name, style in _HEAD.items():
        setattr(cell, name, style)
    return cell


def _cell(page, value, column):
    if value is None:
        return None
    if isinstance(value, bool) or not (
        hasattr(value, "isoformat") or isinstance(value, int | float) or hasattr(value, "quantize")
    ):
        return _text_cell(page, str(value))
    if getattr(value, "tzinfo", None):
        value = value.replace(tzinfo=None)  # XLSX knows no zones: the caller gives local times
    cell = WriteOnlyCell(page, value)
    if column.format:
        cell.number_format = FORMATS[column.format]
    return cell


def _text_cell(page, text):
    """A cell that is text for good: openpyxl would read a leading "=" as a formula."""
    cell = WriteOnlyCell(page, _CONTROL.sub("", text)[:32767])
    cell.data_type = "s"
    return cell


def _sheet_title(title, taken):
    """`title` as Excel allows it: at most 31 characters, none of []:*?/\\, and not twice."""
    base = _FORBIDDEN.sub(" ", str(title)).strip("' ")[:31] or "-"
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base[:27]} {number}", number + 1
    taken.add(name.casefold())
    return name
