"""Rows in, an XLSX or CSV file out. Text stays text whatever it begins with; numbers stay numbers."""

import csv
import re
from dataclasses import dataclass
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from documents.dating import dated

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
#: what a text may begin with that a spreadsheet takes for a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HEAD = {
    "font": Font(bold=True),
    "fill": PatternFill("solid", fgColor="ECE9E1"),
    "border": Border(bottom=Side("medium", color="1F1D18")),
    "alignment": Alignment(vertical="center", wrap_text=True),
}
#: number formats a column may ask for
FORMATS = {
    "count": "#,##0",
    "decimal": "#,##0.00",
    "ratio": "0.0000",
    "percent": "0.0%",
    "points": '0.0" %"',
    "money": "#,##0.00",
    "date": "yyyy-mm-dd",
    "datetime": "yyyy-mm-dd hh:mm",
}


@dataclass(frozen=True)
class Column:
    """A heading, its width in characters and, for figures and dates, a key of `FORMATS`; `wrap`: long text on several lines."""

    title: str
    width: int = 18
    format: str = ""
    wrap: bool = False


@dataclass(frozen=True)
class Cell:
    """A value with a look of its own: a key of `FORMATS` before the column's, bold for sums and titles."""

    value: object
    format: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows` are sequences of str, int, float, Decimal, date, aware datetime, bool, None or Cell, one per column."""

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
        page.print_title_rows = "1:1"
        page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
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


def _cell(page, said, column):
    look = said if isinstance(said, Cell) else Cell(said)
    if look.value is None:
        return None
    cell = (
        _number_cell(page, look.value, look.format or column.format) if _is_number(look.value) else _text_cell(page, look.value)
    )
    if look.strong:
        cell.font = _HEAD["font"]
    if column.wrap:
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _is_number(value):
    """Whether a sheet can reckon with it: numbers and dates, truth not being one."""
    if isinstance(value, bool):
        return False
    return hasattr(value, "isoformat") or isinstance(value, int | float) or hasattr(value, "quantize")


def _number_cell(page, value, format):
    if getattr(value, "tzinfo", None):
        value = value.replace(tzinfo=None)  # XLSX knows no zones: the caller gives local times
    cell = WriteOnlyCell(page, value)
    if format:
        cell.number_format = FORMATS[format]
    return cell


def _text_cell(page, text):
    """A cell that is text for good: openpyxl would read a leading "=" as a formula."""
    cell = WriteOnlyCell(page, _CONTROL.sub("", str(text))[:32767])
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


def csv_file(rows) -> bytes:
    """The bytes of a CSV file (UTF-8, RFC 4180) of `rows`: sequences of text, numbers, None.

    A spreadsheet would read a text that begins like a formula as one: it gets an apostrophe in front.
    """
    stream = StringIO(newline="")
    csv.writer(stream).writerows([_plain_cell(value) for value in row] for row in rows)
    return stream.getvalue().encode()


def _plain_cell(value):
    if not isinstance(value, str):
        return "" if value is None else value
    text = _CONTROL.sub("", value)
    return f"'{text}" if text.startswith(_FORMULA) else text
