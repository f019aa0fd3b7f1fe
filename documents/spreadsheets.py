"""A list out of a file or pasted text: XLSX or separated text, in the encodings offices have. Limits come before parsing.

Every cell is text. What cannot be stored (NUL, half a character) becomes U+FFFD, so that whoever checks the cells finds it.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from itertools import islice

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MEGABYTE = 1024 * 1024
#: bytes of the file, bytes it may unpack to, parts of the archive, rows and columns
MOST_BYTES, MOST_UNPACKED, MOST_PARTS = 10 * MEGABYTE, 50 * MEGABYTE, 500
MOST_ROWS, MOST_COLUMNS = 20_000, 100
#: cells looked at, empty ones included: a sheet may claim 16,384 columns of nothing
MOST_CELLS = 5_000_000
#: characters kept of a cell: more than any field takes
LONGEST_CELL = 1_001
#: what openpyxl and defusedxml raise for damaged or hostile parts
_DAMAGED = (
    InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError, IndexError,
)  # fmt: skip
_SEPARATORS = ",;\t|"
_ARABIC = "\u0621-\u064a"
_ARABIC_WORD = re.compile(rf"(?<![\w{_ARABIC}])[{_ARABIC}]{{2,}}(?![\w{_ARABIC}])")
_MIXED_WORD = re.compile(rf"[A-Za-z][{_ARABIC}]|[{_ARABIC}][A-Za-z]")


class Unreadable(Exception):
    """The file is no list that can be read. `code`: too_large, too_large_unpacked, too_many_rows, too_many_columns, old_excel,
    not_a_list, empty."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def rows_of(data):
    """The rows of the file `data` (bytes), each a list of str, empty rows left out; a generator. Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large")
    if data[:4] == b"PK\x03\x04":
        return limited(_rows_of_workbook(data))
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Unreadable("old_excel")
    return rows_of_text(decoded(data))


def rows_of_text(text):
    """The rows of separated `text`, pasted or decoded; a generator. Raises Unreadable."""
    if len(text) > MOST_BYTES:
        raise Unreadable("too_large")
    if sum(sign < " " and sign not in "\t\r\n\x00" for sign in text[:4096]) > 8:
        raise Unreadable("not_a_list")
    return limited(_separated(text, separator_of(text)))


def decoded(data):
    """`data` as text: UTF-8 or UTF-16 where it is that, else Windows-1256 (Arabic) or Windows-1252, whichever makes words."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if wide := _without_mark(data):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    arabic = data.decode("cp1256", "replace")
    if len(_ARABIC_WORD.findall(arabic)) > len(_MIXED_WORD.findall(arabic)):
        return arabic
    return data.decode("cp1252", "replace")


def separator_of(text):
    """The sign between the cells of `text`: the one that cuts most of the first lines into the same number of cells."""
    lines = list(islice(io.StringIO(text, newline=None), 60))
    return max(_SEPARATORS, key=lambda sign: _evenness("".join(lines), sign))


def _evenness(text, separator):
    widths = Counter(len(row) for row in _separated(text, separator) if any(row))
    width, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
    return (rows, width) if width > 1 else (0, 0)


def _without_mark(data):
    """The byte order of UTF-16 without a mark: Latin text has a zero in every second byte."""
    head = data[:2000]
    if len(head) < 4 or len(data) % 2:
        return ""
    if head[1::2].count(0) > len(head) / 5 and head[::2].count(0) == 0:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > len(head) / 5 and head[1::2].count(0) == 0 else ""


def _separated(text, separator):
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise Unreadable("not_a_list") from error


def _rows_of_workbook(data):
    """The cells of the first sheet that has any, read row by row; formulas give the values they had."""
    _check_archive(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            rows = sheet.iter_rows(values_only=True)
            first = next((row for row in rows if any(cell is not None for cell in row)), None)
            if first:
                yield first
                yield from rows
                return
    except Unreadable:
        raise
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
        SyntaxError,
    ) as error:
        raise Unreadable("not_a_list") from error  # what openpyxl and defusedxml raise for damaged or hostile parts


def _check_archive(data):
    """Refuse what would unpack to too much, from the archive's directory alone: nothing is unpacked for it."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Unreadable("not_a_list") from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable("too_large_unpacked")


def limited(rows):
    """`rows` (sequences of cells) as text, empty ones left out; a generator. Raises Unreadable past the limits."""
    kept = looked_at = 0
    for row in rows:
        looked_at += len(row) + 1
        if looked_at > MOST_CELLS:
            raise Unreadable("too_large_unpacked")
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        kept += 1
        if len(cells) > MOST_COLUMNS:
            raise Unreadable("too_many_columns")
        if kept > MOST_ROWS + 1:  # the headings are no row of the list
            raise Unreadable("too_many_rows")
        yield cells
    if not kept:
        raise Unreadable("empty")


def _text(cell):
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float):
        cell = int(cell) if cell.is_integer() else cell
    if hasattr(cell, "hour") and hasattr(cell, "date"):
        cell = cell.date()
    text = str(cell).replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
    return " ".join(text.split())[:LONGEST_CELL]
