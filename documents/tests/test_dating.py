import re
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

from openpyxl import load_workbook

from documents.tables import Column, Sheet, workbook

SHEETS = [Sheet("Persons", [Column("Name"), Column("Number")], [("Amina", 1)])]
LOCAL = datetime(2014, 6, 26, 18, 30, 1, tzinfo=timezone(timedelta(hours=1)))


def times(data):
    """Every time a file says of itself."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        core = archive.read("docProps/core.xml").decode()
        return {entry.date_time for entry in archive.infolist()}, set(re.findall(r">([^<]*T[^<]*Z)<", core))


def test_a_dated_file_says_no_other_time():
    data = workbook(SHEETS, at=LOCAL)
    assert times(data) == ({(2014, 6, 26, 17, 30, 0)}, {"2014-06-26T17:30:01Z"})
    assert data == workbook(SHEETS, at=LOCAL.astimezone(UTC))
    assert list(load_workbook(BytesIO(data)).active.values) == [("Name", "Number"), ("Amina", 1)]


def test_without_a_date_the_clock_is_in_the_file():
    entries, stamps = times(workbook(SHEETS))
    assert (2014, 6, 26, 17, 30, 0) not in entries
    assert "2014-06-26T17:30:01Z" not in stamps
