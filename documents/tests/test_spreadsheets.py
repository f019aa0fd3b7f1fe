"""Lists out of files: encodings, separators, limits that come before parsing."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import spreadsheets
from documents.spreadsheets import Unreadable, decoded, rows_of, rows_of_text, separator_of
from documents.tables import Column, Sheet, workbook

FRENCH = "Nom;Prénom\nÉLÈVE;Naïma\nAÏT ZELLAL;Hanane\n"
ARABIC = "الاسم;المؤسسة\nمحمد تازروتي;وزارة الداخلية\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_french_text_is_read_in_every_encoding_offices_have(encoding):
    assert decoded(FRENCH.encode(encoding)).lstrip("\ufeff") == FRENCH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_arabic_text_is_read_in_every_encoding_offices_have(encoding):
    assert decoded(ARABIC.encode(encoding)).lstrip("\ufeff") == ARABIC


def test_french_beside_arabic_is_read_as_windows_1256():
    both = "Prénom,الاسم\nNaïma,نعيمة الرحموناتي\n"
    assert decoded(both.encode("cp1256")) == both


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_cuts_rows_evenly(separator):
    rows = [["Name", "Function"], ["ALAMI", '"Head; of, unit"'], ["TAZI", ""]]
    text = "\r\n".join(separator.join(row) for row in rows)
    assert separator_of(text) == separator
    assert list(rows_of_text(text))[1] == ["ALAMI", "Head; of, unit"]


def test_a_workbook_gives_text_and_its_first_sheet_that_has_rows():
    columns = [Column("Name"), Column("Phone"), Column("Day")]
    data = workbook([Sheet("Empty", [], []), Sheet("People", columns, [["=1+1", 612345678, date(2026, 3, 2)]])])
    assert list(rows_of(data)) == [["Name", "Phone", "Day"], ["=1+1", "612345678", "2026-03-02"]]


def test_what_cannot_be_stored_is_marked():
    assert list(rows_of_text("a\x00b,c\nd,e\n"))[0] == ["a\ufffdb", "c"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "old_excel"),
        (b"PK\x03\x04broken", "not_a_list"),
        (b"%PDF-1.7\n" + bytes(range(1, 32)) * 9, "not_a_list"),
        (b"x" * (spreadsheets.MOST_BYTES + 1), "too_large"),
        (b",".join([b"a"] * 101), "too_many_columns"),
        (b"a,b\n" * 20_002, "too_many_rows"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_list_is_refused_with_its_code(data, code):
    with pytest.raises(Unreadable, match=code):
        list(rows_of(data))


def test_twenty_thousand_rows_below_the_headings_are_read():
    assert sum(1 for _row in rows_of(b"a,b\n" * 20_001)) == 20_001


def _archive(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_bomb_is_refused_before_anything_is_unpacked(monkeypatch):
    bomb = _archive({"xl/worksheets/sheet1.xml": b"0" * (51 * spreadsheets.MEGABYTE)})
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_args, **_options: pytest.fail("something was unpacked"))
    assert len(bomb) < 100_000
    with pytest.raises(Unreadable, match="too_large_unpacked"):
        list(rows_of(bomb))


def test_an_archive_of_many_parts_is_refused():
    with pytest.raises(Unreadable, match="too_large_unpacked"):
        list(rows_of(_archive({f"{number}.xml": b"" for number in range(501)})))


def _sheet(xml):
    """A workbook whose one sheet is `xml`."""
    good = zipfile.ZipFile(io.BytesIO(workbook([Sheet("S", [Column("Name")], [["x"]])])))
    return _archive({name: good.read(name) for name in good.namelist()} | {"xl/worksheets/sheet1.xml": xml})


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>', "not_a_list"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>', "not_a_list"),
        ("<worksheet><sheetData><row>", "not_a_list"),
    ],
)
def test_hostile_parts_are_refused(xml, code):
    with pytest.raises(Unreadable, match=code):
        list(rows_of(_sheet(xml)))


def test_a_sheet_of_endless_empty_columns_is_refused():
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    rows = '<row><c r="A1" t="inlineStr"><is><t>x</t></is></c><c r="XFD1"/></row>' * 400
    with pytest.raises(Unreadable, match="too_large_unpacked"):
        list(rows_of(_sheet(f"{head}{rows}</sheetData></worksheet>")))


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        rows = list(rows_of(data))
    except Unreadable:
        return
    assert all(isinstance(cell, str) and "\x00" not in cell for row in rows for cell in row)


@settings(max_examples=60)
@given(
    st.lists(st.lists(st.from_regex(r"[A-Za-zéÉïçà]{1,8}", fullmatch=True), min_size=3, max_size=3), min_size=2, max_size=6),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
def test_a_table_comes_back_whatever_separator_and_encoding(rows, separator, encoding):
    data = "\r\n".join(separator.join(row) for row in rows).encode(encoding)
    assert list(rows_of(data)) == rows
