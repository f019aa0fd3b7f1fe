from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from documents.word import Grid, Heading, Logos, Paragraph, Picture, document

AT = datetime(2014, 6, 30, 12, tzinfo=UTC)
#: the order the schema asks for, of those we write
RUN = ["rStyle", "rFonts", "b", "bCs", "color", "sz", "szCs", "rtl", "lang"]
PARAGRAPH = ["pStyle", "keepNext", "bidi", "spacing", "jc"]


def picture():
    target = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(target, "PNG")
    return target.getvalue()


PARTS = [
    Heading("تقرير الورشة", 0),
    Heading("المشاركون"),
    Paragraph("24 شخصا من Frontex."),
    Paragraph("نقطة أولى", "bullet"),
    Paragraph("ملاحظة", "small"),
    Grid(("المؤسسة", "الحضور"), (("وزارة الداخلية", "4"), ("=1+1", "3")), frozenset({1}), ("المجموع", "7")),
    Picture(picture(), "قاعة", caption="اليوم الأول"),
    Logos(((picture(), "SDC"), (picture(), "IDF"))),
]


@pytest.fixture(scope="module")
def arabic():
    return Document(BytesIO(document(PARTS, title="تقرير", language="ar", at=AT)))


def names(element):
    return [child.tag.split("}")[1] for child in element]


def test_headings_are_real_ones(arabic):
    styles = [(p.style.name, p.text) for p in arabic.paragraphs if p.text]
    assert styles == [
        ("Title", "تقرير الورشة"),
        ("Heading 1", "المشاركون"),
        ("Normal", "24 شخصا من Frontex."),
        ("List Bullet", "نقطة أولى"),
        ("Normal", "ملاحظة"),
        ("Caption", "اليوم الأول"),
        ("Normal", " " * 8),
    ]


def test_arabic_runs_from_right_to_left(arabic):
    body = arabic.element.body
    written = [p for p in body.iter(qn("w:p")) if p.findall(qn("w:r"))]
    assert {p.find(qn("w:pPr")).find(qn("w:bidi")) is not None for p in written} == {True}
    assert {table._tblPr.find(qn("w:bidiVisual")) is not None for table in arabic.tables} == {True}
    assert arabic.sections[0]._sectPr.find(qn("w:bidi")) is not None
    runs = [run for table in arabic.tables for cell in table._cells for run in cell.paragraphs[0].runs]
    assert [run.text for run in runs if run.font.rtl] == ["المؤسسة", "الحضور", "وزارة الداخلية", "المجموع"]
    assert [run.text for run in runs if run.font.rtl is None] == ["4", "=1+1", "3", "7"]


def test_french_runs_from_left_to_right():
    read = Document(BytesIO(document([Heading("Rapport", 0), Grid(("A",), (("1",),))], title="Rapport", language="fr", at=AT)))
    assert [e for e in read.element.body.iter() if e.tag in (qn("w:bidi"), qn("w:bidiVisual"), qn("w:rtl"))] == []
    assert (read.core_properties.title, read.core_properties.language) == ("Rapport", "fr-FR")


def test_properties_stand_in_the_order_of_the_schema(arabic):
    for tag, order in (("w:rPr", RUN), ("w:pPr", PARAGRAPH)):
        for element in arabic.element.body.iter(qn(tag)):
            assert names(element) == sorted(names(element), key=order.index)
    styles = [arabic.styles[name].element.rPr for name in ("Normal", "Title", "Caption")]
    assert all(names(style).index("szCs") == names(style).index("sz") + 1 for style in styles)


def test_a_table_repeats_its_head_and_sets_numbers_at_the_far_side(arabic):
    rows = arabic.tables[0].rows
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["المؤسسة", "الحضور"],
        ["وزارة الداخلية", "4"],
        ["=1+1", "3"],
        ["المجموع", "7"],
    ]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False]
    assert rows[1].cells[1].paragraphs[0].alignment == 2


def test_pictures_say_what_they_show(arabic):
    assert [shape._inline.docPr.get("descr") for shape in arabic.inline_shapes] == ["قاعة", "SDC", "IDF"]


def test_the_same_parts_are_the_same_bytes_and_control_characters_are_left_out():
    made = [document([Paragraph("a\x00b\x0b")], title="\x01T", language="en", at=AT) for _time in range(2)]
    assert made[0] == made[1]
    assert Document(BytesIO(made[0])).paragraphs[0].text == "ab"
