"""Papers as DOCX, for offices that finish them in Word: a list of parts in, a file with real headings and tables out.

In Arabic every paragraph and table runs from right to left. The same parts at the same time are the same bytes.
"""

import re
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from documents.dating import dated

INK, SOFT, SHADE = RGBColor(0x1F, 0x1D, 0x18), RGBColor(0x56, 0x51, 0x47), "ECE9E1"
FONTS = {"ascii": "Calibri", "hAnsi": "Calibri", "cs": "Arial", "eastAsia": "Calibri"}
#: points of each style, of the Latin and of the Arabic letters alike
SIZES = {"Normal": 10.5, "Title": 22, "Heading 1": 15, "Heading 2": 12, "Heading 3": 11, "Caption": 9}
#: millimetres between the margins, and of a column of numbers
WIDTH, NUMBERS = 166, 22
LOCALES = {"en": "en-GB", "fr": "fr-FR", "ar": "ar-MA"}
#: what a DOCX may not hold: control characters that XML knows nothing of
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ARABIC = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


@dataclass(frozen=True)
class Heading:
    """`level` 1 to 3 below the title, which is level 0."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """`look`: "", small (soft and small) or bullet."""

    text: str
    look: str = ""


@dataclass(frozen=True)
class Grid:
    """A table: rows of text under `columns`; `numeric` ones (by number) stand at the far side; `foot`: a last, bold row."""

    columns: tuple
    rows: tuple
    numeric: frozenset = frozenset()
    foot: tuple = ()


@dataclass(frozen=True)
class Picture:
    """A JPEG or PNG of `width` millimetres with its `alt` text; with a `caption` under it."""

    data: bytes
    alt: str
    width: int = 160
    caption: str = ""


@dataclass(frozen=True)
class Logos:
    """Pictures beside each other: (bytes, alt text)."""

    pictures: tuple
    height: int = 16


def document(parts, *, title, language, at):
    """DOCX bytes of `parts` on A4 in `language` (en, fr or ar), dated `at` (an aware datetime)."""
    file = Document()
    writer = _Writer(file, language)
    writer.prepare(title)
    for part in parts:
        writer.write(part)
    target = BytesIO()
    file.save(target)
    return dated(target.getvalue(), at)


class _Writer:
    """Writes parts into one python-docx Document."""

    def __init__(self, file, language):
        self.file, self.language, self.rtl = file, language, language == "ar"

    def prepare(self, title):
        core = self.file.core_properties
        core.title, core.language, core.author, core.comments = _clean(title), LOCALES[self.language], "Warsha", ""
        core.last_modified_by = "Warsha"
        section = self.file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin = section.bottom_margin = Mm(20)
        if self.rtl:
            section._sectPr.append(OxmlElement("w:bidi"))
        for name, size in (
            ("Normal", 10.5),
            ("Title", 22),
            ("Heading 1", 15),
            ("Heading 2", 12),
            ("Heading 3", 11),
            ("Caption", 9),
        ):
            self._style(self.file.styles[name], size)

    def _style(self, style, size):
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for script, font in FONTS.items():
            fonts.set(qn(f"w:{script}"), font)
        style.font.color.rgb = SOFT if style.name == "Caption" else INK
        _size(style.font, properties, size)
        _replace(properties, "w:lang", {"w:val": LOCALES[self.language], "w:bidi": LOCALES["ar"]})
        if style.name == "Title":
            for border in style.element.findall(f".//{qn('w:pBdr')}"):
                border.getparent().remove(border)

    def write(self, part):
        writers = {Heading: self._heading, Paragraph: self._paragraph, Grid: self._grid, Picture: self._picture}
        (writers | {Logos: self._logos})[type(part)](part)

    def _heading(self, part):
        self._fill(self.file.add_heading(level=part.level), part.text)

    def _paragraph(self, part):
        paragraph = self.file.add_paragraph(style="List Bullet" if part.look == "bullet" else None)
        self._fill(paragraph, part.text)
        if part.look == "small":
            for run in paragraph.runs:
                run.font.color.rgb = SOFT
                _size(run.font, run._r.get_or_add_rPr(), 9)

    def _grid(self, part):
        table = self.file.add_table(rows=0, cols=len(part.columns), style="Table Grid")
        if self.rtl:
            table._tblPr.insert_element_before(OxmlElement("w:bidiVisual"), *_AFTER_BIDI_VISUAL)
        head = self._row(table, part.columns, part.numeric, bold=True)
        _flag(head._tr.get_or_add_trPr(), "w:tblHeader")
        for cell in head.cells:
            _replace(cell._tc.get_or_add_tcPr(), "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": SHADE})
        for row in part.rows:
            self._row(table, row, part.numeric)
        if part.foot:
            self._row(table, part.foot, part.numeric, bold=True)
        self.file.add_paragraph().paragraph_format.space_after = Pt(0)

    def _row(self, table, texts, numeric, *, bold=None):
        row = table.add_row()
        _flag(row._tr.get_or_add_trPr(), "w:cantSplit")
        for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Mm(NUMBERS) if number in numeric else Mm((WIDTH - NUMBERS * len(numeric)) / (len(texts) - len(numeric)))
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            if number in numeric:  # the far side of a line, whichever way it runs
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self._fill(paragraph, text, bold=bold, size=9.5)
        return row

    def _picture(self, part):
        paragraph = self.file.add_paragraph()
        paragraph.paragraph_format.keep_with_next = bool(part.caption)
        self._place(paragraph, part.data, part.alt, width=Mm(part.width))
        if part.caption:
            self._fill(self.file.add_paragraph(style="Caption"), part.caption)

    def _logos(self, part):
        paragraph = self.file.add_paragraph()
        for data, alt in part.pictures:
            self._place(paragraph, data, alt, height=Mm(part.height))
            paragraph.add_run("    ")

    def _place(self, paragraph, data, alt, **size):
        self._direct(paragraph)
        drawn = paragraph.add_run().add_picture(BytesIO(data), **size)
        drawn._inline.docPr.set("descr", _clean(alt))

    def _fill(self, paragraph, text, *, bold=None, size=None):
        """`text` as one run; Arabic letters make it a right-to-left one, a number alone stays as it is read."""
        self._direct(paragraph)
        run = paragraph.add_run(_clean(text))
        run.font.bold = run.font.cs_bold = bold
        run.font.rtl = True if _ARABIC.search(text) else None
        if size:
            _size(run.font, run._r.get_or_add_rPr(), size)

    def _direct(self, paragraph):
        if self.rtl:
            properties = paragraph._p.get_or_add_pPr()
            properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)


#: the schema's order: what comes after `w:bidi` in a paragraph, after `w:bidiVisual` in a table
_AFTER_BIDI = tuple(
    f"w:{name}"
    for name in (
        *("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc"),
        *("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    )
)
_AFTER_BIDI_VISUAL = tuple(
    f"w:{name}"
    for name in (
        *("tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd"),
        *("tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription", "tblPrChange"),
    )
)


def _clean(text):
    return _CONTROL.sub("", str(text))


def _size(font, properties, points):
    """The size of Latin and of Arabic letters."""
    font.size = Pt(points)
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    arabic = OxmlElement("w:szCs")
    arabic.set(qn("w:val"), str(round(points * 2)))
    properties.find(qn("w:sz")).addnext(arabic)


def _flag(parent, tag):
    parent.append(OxmlElement(tag))


def _replace(parent, tag, attributes):
    """The one element `tag` of `parent`, with these attributes; where there was one it gives way."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    if (old := parent.find(qn(tag))) is not None:
        parent.replace(old, element)
    else:
        parent.append(element)
