from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from accounts.history import entries_for
from evaluations.models import Score


@pytest.fixture
def workshop(make, office):
    return make.workshop("W", office=office, test_max_score=Decimal(20))


@pytest.fixture
def people(make, workshop):
    return [make.registration(workshop, family_name=name, arabic_name="") for name in ("ALAMI", "BENANI", "=CHERIF")]


def at(name):
    return reverse(f"evaluations:{name}", args=["W"])


def filled(staff, scores, extra=()):
    """The sheet as it is downloaded, filled with {family name: (pre, post)}, as an upload."""
    book = load_workbook(BytesIO(staff.get(at("sheet")).content))
    sheet = book.active
    for row in sheet.iter_rows(min_row=2):
        for cell, points in zip(row[5:7], scores.get(row[2].value, ()), strict=False):
            cell.value = points
    for row in extra:
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile("scores.xlsx", stream.getvalue())


def send(staff, file, **options):
    return staff.post(at("import"), {"file": file} | options)


def stored():
    rows = Score.objects.order_by("registration__family_name", "-test")
    return [(row.registration.family_name, row.test, row.points, row.source) for row in rows]


def verdicts(page):
    return {row.line.name: row.code for row, _words in page.context["rows"]}


def test_the_sheet_has_the_names_and_comes_back(staff, workshop, people):
    answer = send(staff, filled(staff, {"ALAMI": (8, 12.5), "=CHERIF": (10, None)}))
    assert answer.status_code == 302
    assert stored() == [
        ("=CHERIF", "pre", 10, "sheet"),
        ("ALAMI", "pre", 8, "sheet"),
        ("ALAMI", "post", Decimal("12.5"), "sheet"),
    ]
    assert [entry.verb for entry in entries_for(workshop)] == ["set_scores", "export_names"]


def test_unknown_name_score_above_maximum_and_missing_pre_test_stop_all(staff, people):
    scores = {"ALAMI": (8, 12), "BENANI": (25, None), "=CHERIF": (None, 9)}
    page = send(staff, filled(staff, scores, [["", "Nobody", "KNOWN", "", "", 7, 9]]))
    assert verdicts(page) == {
        "Amina ALAMI": "new",
        "Amina BENANI": "above_maximum",
        "Amina =CHERIF": "no_pre_test",
        "Nobody KNOWN": "unknown_name",
    }
    assert (page.status_code, stored(), "Nothing was stored: 3 rows need a look." in page.text) == (409, [], True)


def test_a_post_test_alone_passes_when_it_is_said(staff, people):
    assert send(staff, filled(staff, {"ALAMI": (None, 9)}), lone_post="on").status_code == 302
    assert stored() == [("ALAMI", "post", 9, "sheet")]


def test_a_score_taken_on_a_screen_needs_a_reason(staff, people):
    Score.objects.create(registration=people[0], test="pre", points=5, source="taken")
    assert verdicts(send(staff, filled(staff, {"ALAMI": (6, None)})))["Amina ALAMI"] == "needs_reason"
    assert send(staff, filled(staff, {"ALAMI": (6, None)}), reason="Marked again").status_code == 302
    assert stored() == [("ALAMI", "pre", 6, "sheet")]


def test_a_sheet_is_read_by_its_headings_in_any_language(staff, people):
    text = "Post-test;Nom de famille;Prénom;Pré-test\n12;alami;Amina;8,5\n"
    assert send(staff, SimpleUploadedFile("notes.csv", text.encode("cp1252"))).status_code == 302
    assert stored() == [("ALAMI", "pre", Decimal("8.5"), "sheet"), ("ALAMI", "post", 12, "sheet")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a,b\n1,2\n", "The headings are not those of the sheet"),
        (b"Identifier,Pre-test\n", "The sheet has no rows."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel"),
        (b"PK\x03\x04rubbish", "read"),
    ],
)
def test_what_is_no_sheet_is_refused_beside_the_field(staff, people, data, words):
    page = send(staff, SimpleUploadedFile("x.xlsx", data))
    assert (list(page.context["form"].errors), words in page.text, stored()) == (["file"], True, [])


def test_a_workshop_without_a_maximum_takes_no_sheet(staff, workshop, people):
    file = filled(staff, {"ALAMI": (8, 9)})
    type(workshop).objects.update(test_max_score=None)
    page = send(staff, file)
    assert (bool(page.context["form"].non_field_errors()), stored()) == (True, [])
