import re
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.utils import translation
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from reports.actions import build_report
from reports.exports.xlsx import write_xlsx
from reports.payload import build_payload
from reports.pdf import render_pdf
from reports.presentation import present
from reports.scope import find_scope
from workshops.models import Donor


@pytest.fixture
def report(case, now):
    """The payload of the case's report to its second donor."""
    return build_payload(build_report(find_scope(project=case.project, donor="SDC"), now=now))


def squeezed(text):
    return re.sub(r"\s+", "", text)


def pdf_text(content):
    return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


@pytest.fixture(scope="module")
def papers(kept_payload):
    """{language: the PDF}, each typeset once."""
    return {language: render_pdf(kept_payload, language) for language in ("en", "fr", "ar")}


def shown_in(payload, language):
    shown = present(payload, language)
    with translation.override(language):
        heads = [head.figure.text for head in shown.heads]
        rows = [(row.label, [figure.text for figure in row.figures]) for table in shown.tables for row in table.rows]
    return heads, rows


@pytest.mark.parametrize("language", ["en", "fr"])
def test_pdf_prints_every_row_with_its_figures(kept_payload, papers, language):
    text = pdf_text(papers[language])
    heads, rows = shown_in(kept_payload, language)
    assert all(squeezed(head) in text for head in heads)
    for label, figures in rows:
        assert squeezed(label) in text
        assert squeezed("".join(figures)) in text


def test_pdf_in_arabic_reads_from_right_to_left(kept_payload, papers):
    text = pdf_text(papers["ar"])
    assert squeezed("وزارة الداخلية") in text
    heads, rows = shown_in(kept_payload, "ar")
    assert all(squeezed(head) in text for head in heads)
    assert all(squeezed(figure) in text for _label, figures in rows for figure in figures if figure.isdecimal())
    assert PdfReader(BytesIO(papers["ar"])).root_object["/Lang"] == "ar"


def test_pdf_numbers_its_pages(papers):
    pages = PdfReader(BytesIO(papers["en"])).pages
    assert f"1 / {len(pages)}" in pages[0].extract_text()


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_contents_name_each_part_its_page_and_its_bookmark(kept_payload, papers, language):
    shown = present(kept_payload, language)
    reader = PdfReader(BytesIO(papers[language]))
    assert reader.root_object["/MarkInfo"]["/Marked"]
    (_title, parts) = reader.outline
    pages = {part.title: reader.get_destination_page_number(part) + 1 for part in parts}
    assert list(pages)[1:-1] == [table.title for table in shown.tables]
    first = squeezed(reader.pages[0].extract_text())
    assert all(f"{squeezed(title)}{page}" in first for title, page in pages.items() if language != "ar")
    assert len(set(pages.values())) > 1


def test_paper_says_who_paid_and_who_answers_for_it(papers):
    said = "ProducedwiththefinancialsupportofSwissAgencyforDevelopmentandCooperation,IOMDevelopmentFund.IOMMoroccoalone"
    assert said in pdf_text(papers["en"])


def test_logos_stand_at_the_head_of_a_donors_paper(case, now, media_root):
    (media_root / "logos").mkdir(parents=True)
    Image.new("RGB", (60, 20), "red").save(media_root / "logos" / "sdc.png")
    Donor.objects.filter(key="SDC").update(logo="logos/sdc.png")
    Donor.objects.filter(key="IDF").update(logo="logos/gone.png")
    payload = build_payload(build_report(find_scope(project=case.project, donor="SDC"), now=now), whole=True)
    assert [sign["file"] for sign in payload["logos"]] == ["logos/sdc.png"]
    assert len(PdfReader(BytesIO(render_pdf(payload, "fr"))).pages[0].images) == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_workbook_holds_the_numbers_of_the_report(report, language):
    book = load_workbook(BytesIO(write_xlsx(report, language)))
    shown = present(report, language)
    assert len(book.worksheets) == len(shown.tables) + 2
    assert {sheet.freeze_panes for sheet in book.worksheets} == {"A2"}
    assert "f" not in {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    for table, sheet in zip(shown.tables, book.worksheets[1:-1], strict=True):
        head, *lines = sheet.values
        assert head[-len(table.columns) :] == table.columns
        for row, line in zip(table.rows, lines, strict=False):
            assert line[0] == row.label
            assert list(line[-len(row.figures) :]) == [figure.number for figure in row.figures]
    assert {sheet.sheet_view.rightToLeft for sheet in book.worksheets} == {language == "ar"}


def test_each_figure_of_a_workbook_looks_like_what_it_is(report):
    book = load_workbook(BytesIO(write_xlsx(report, "en")))
    gain = {row[0].value: row[1].number_format for row in book["Knowledge gain"].iter_rows(min_row=2)}
    formats = ["#,##0", "#,##0.00", '0.0" %"', "0.0000", "0.0%"]
    assert [
        gain[name] for name in gain if name.startswith(("Persons", "Mean before", "Mean gain, in percentage", "Part", "Share"))
    ] == formats
    money = [row[2] for row in book["Share of each donor"].iter_rows(min_row=2)]
    assert ({cell.number_format for cell in money}, money[-1].font.b) == ({"#,##0.00"}, True)


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


def test_files_for_publication_print_a_sign_and_say_what_it_is(published_payload):
    text = pdf_text(render_pdf(published_payload, "en"))
    assert "MinistryofInterior•" in text
    assert "•Notpublished:1to4persons" in text
    sheets = {sheet.title: list(sheet.values) for sheet in load_workbook(BytesIO(write_xlsx(published_payload, "en"))).worksheets}
    assert {value for row in sheets["By institution"][1:-1] for value in row[1:]} == {"•", 0}
    assert [row[1] for row in sheets["By type of institution"][1:]] == [14, "•", "•", "•", 24]


def test_a_project_without_a_rule_or_a_workshop_still_prints(make, now):
    project = make.project()
    project.rules.all().delete()
    empty = build_payload(build_report(find_scope(project=project), now=now))
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
