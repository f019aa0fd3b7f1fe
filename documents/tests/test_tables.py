from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from documents.tables import Column, Sheet, workbook


def reopen(sheets, **options):
    return load_workbook(BytesIO(workbook(sheets, **options)))


def test_workbook_keeps_formulas_from_data_as_text():
    book = reopen([Sheet("People", [Column("=A1")], [["=1+1"], ["@x"], ["+2"]])])
    cells = [row[0] for row in book["People"].iter_rows()]
    assert [(cell.value, cell.data_type) for cell in cells] == [("=A1", "s"), ("=1+1", "s"), ("@x", "s"), ("+2", "s")]


def test_workbook_keeps_numbers_and_dates():
    row = [3, 0.5, Decimal("12.50"), date(2026, 3, 1), datetime(2026, 3, 1, 9, tzinfo=UTC), None, True]
    columns = [Column("n"), Column("p", format="percent"), Column("m", format="money"), *[Column("x")] * 4]
    values = [cell.value for cell in reopen([Sheet("A", columns, [row])])["A"][2]]
    assert values == [3, 0.5, 12.5, datetime(2026, 3, 1), datetime(2026, 3, 1, 9), None, "True"]


def test_workbook_takes_out_control_characters():
    assert reopen([Sheet("A", [Column("x")], [["a\x00b"]])])["A"]["A2"].value == "ab"


def test_workbook_makes_sheet_titles_allowed_and_unique():
    sheets = [Sheet(title, [Column("x")], []) for title in ("A/B:" + "c" * 40, "a b " + "C" * 40, "")]
    titles = reopen(sheets).sheetnames
    assert titles == ["A B " + "c" * 27, "a b " + "C" * 23 + " 2", "-"]
    assert max(map(len, titles)) <= 31


def test_workbook_lays_sheets_out_from_right_to_left():
    assert reopen([Sheet("A", [Column("x")], [])], rtl=True)["A"].sheet_view.rightToLeft is True
