import re
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.utils import translation
from openpyxl import load_workbook
from pypdf import PdfReader

from reports.actions import build_report
from reports.exports.xlsx import write_xlsx
from reports.pdf import render_pdf
from reports.presentation import present
from reports.scope import find_scope


@pytest.fixture
def report(case, now):
    return build_report(find_scope(project=case.project, donor="SDC"), now=now)


def squeezed(text):
    return re.sub(r"\s+", "", text)


def pdf_text(content):
    return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


def shown_in(report, language):
    with translation.override(language):
        shown = present(report)
        heads = [head.figure.text for head in shown.heads]
        rows = [(row.label, [figure.text for figure in row.figures]) for table in shown.tables for row in table.rows]
    return heads, rows


@pytest.mark.parametrize("language", ["en", "fr"])
def test_pdf_prints_every_row_with_its_figures(report, language):
    text = pdf_text(render_pdf(report, language))
    heads, rows = shown_in(report, language)
    assert all(squeezed(head) in text for head in heads)
    for label, figures in rows:
        assert squeezed(label) in text
        assert squeezed("".join(figures)) in text


def test_pdf_in_arabic_reads_from_right_to_left(report):
    content = render_pdf(report, "ar")
    text = pdf_text(content)
    assert squeezed("وزارة الداخلية") in text
    heads, _rows = shown_in(report, "ar")
    assert all(squeezed(head) in text for head in heads)
    assert PdfReader(BytesIO(content)).root_object["/Lang"] == "ar"


def test_pdf_numbers_its_pages(report):
    pages = PdfReader(BytesIO(render_pdf(report, "en"))).pages
    assert f"1 / {len(pages)}" in pages[0].extract_text()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_workbook_holds_the_numbers_of_the_report(report, language):
    book = load_workbook(BytesIO(write_xlsx(report, language)))
    with translation.override(language):
        shown = present(report)
    assert len(book.worksheets) == len(shown.tables) + 2
    for table, sheet in zip(shown.tables, book.worksheets[1:-1], strict=True):
        head, *lines = sheet.values
        assert head[-len(table.columns) :] == table.columns
        for row, line in zip(table.rows, lines, strict=False):
            assert line[0] == row.label
            assert list(line[-len(row.figures) :]) == [figure.number for figure in row.figures]
    assert {sheet.sheet_view.rightToLeft for sheet in book.worksheets} == {language == "ar"}


def test_summary_of_the_workbook_holds_the_heads(report):
    summary = load_workbook(BytesIO(write_xlsx(report, "en"))).worksheets[0]
    heads = {row[0]: row[1] for row in summary.values}
    assert {name: heads[name] for name in ("Nominated", "Confirmed", "Attended", "Trained", "Person-days")} == {
        "Nominated": 26,
        "Confirmed": 25,
        "Attended": 24,
        "Trained": 22,
        "Person-days": 67.5,
    }


def test_files_for_publication_print_a_sign_and_say_what_it_is(case, now):
    report = build_report(find_scope(project=case.project), now=now, publication=True)
    text = pdf_text(render_pdf(report, "en"))
    assert "MinistryofInterior•" in text
    assert "•Notpublished:1to4persons" in text
    sheets = {sheet.title: list(sheet.values) for sheet in load_workbook(BytesIO(write_xlsx(report, "en"))).worksheets}
    assert {value for row in sheets["By institution"][1:-1] for value in row[1:]} == {"•", 0}
    assert [row[1] for row in sheets["By type of institution"][1:]] == [14, "•", "•", "•", 24]


def test_a_project_without_a_rule_or_a_workshop_still_prints(make, now):
    project = make.project()
    project.rules.all().delete()
    empty = build_report(find_scope(project=project), now=now)
    assert "trainedpersonsarenotcounted" in pdf_text(render_pdf(empty, "en"))
    assert load_workbook(BytesIO(write_xlsx(empty, "en"))).worksheets[0]["A1"].value == "Project report"


@pytest.mark.parametrize(("format", "start"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_command_writes_the_files(case, tmp_path, format, start):
    target = tmp_path / f"report.{format}"
    call_command(
        "donor_report",
        project=case.project.code,
        format=format,
        output=target,
        language="ar",
        stdout=StringIO(),
        stderr=StringIO(),
    )
    assert target.read_bytes().startswith(start)
