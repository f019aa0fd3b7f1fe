"""A narrative report as DOCX, for the office to finish in Word: the same words, tables and photographs as the page."""

from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from documents import word
from reports.narrating import path_of

#: kinds of figures that stand as numbers do
_NUMBERS = {"count", "decimal", "share", "percent", "money", "small"}


def write_docx(paper):
    """DOCX bytes of a `reports.narrative_paper.Paper`, in its language, dated by it."""
    with translation.override(paper.language):
        return word.document(list(_parts(paper)), title=paper.title, language=paper.language, at=paper.made_at)


def _parts(paper):
    if logos := _logos(paper):
        yield word.Logos(logos)
    yield word.Paragraph(paper.kicker, "small")
    yield word.Heading(paper.title, 0)
    for line in paper.meta:
        yield word.Paragraph(line, "small")
    if paper.warning:
        yield word.Paragraph(paper.warning)
    yield from _heads(paper)
    for section in paper.written:
        yield from _section(section)
    if paper.annexes:
        yield word.Heading(_("Annexes"))
    for annex in paper.annexes:
        yield word.Heading(annex.title, 2)
        if annex.note:
            yield word.Paragraph(annex.note, "small")
        yield _grid(annex.table)
    for passage in _passages(paper.disclaimer):
        yield word.Paragraph(passage.text, "small")


def _heads(paper):
    rows = tuple((head.label, head.figure.text, head.note) for head in paper.heads)
    yield word.Grid((_("Figure"), _("Persons or days"), _("Note")), rows, frozenset({1}))
    if paper.rule:
        yield word.Paragraph(f"{_('Who counts as trained')}: {paper.rule['sentence']} {paper.rule['source']}.", "small")


def _section(section):
    yield word.Heading(section.title)
    yield from _passages(section.passages)
    for table in section.tables:
        yield word.Heading(table.title, 2)
        if table.definition:
            yield word.Paragraph(table.definition, "small")
        if table.chart:
            yield word.Paragraph(f"{table.chart['title']}. {table.chart['note']}.")
        yield _grid(table)
        if table.note:
            yield word.Paragraph(table.note, "small")
    for photo in section.photos:
        yield word.Picture(path_of(photo).read_bytes(), photo.caption, width=120, caption=photo.caption)


def _passages(passages):
    for passage in passages:
        if passage.kind == "list":
            yield from (word.Paragraph(line, "bullet") for line in passage.lines)
        else:
            yield word.Paragraph("\n".join(passage.lines))


def _grid(table):
    """The rows of a reports.tables.Table."""
    kinds = [figure.kind for figure in table.rows[0].figures]
    numeric = frozenset(number for number, kind in enumerate(kinds, start=1) if kind in _NUMBERS)
    coded = ((f"{row.label} ({row.code})" if row.code else row.label, *(f.text for f in row.figures)) for row in table.rows)
    foot = (table.foot.label, *(figure.text for figure in table.foot.figures)) if table.foot else ()
    return word.Grid((table.head, *table.columns), tuple(coded), numeric, foot)


def _logos(paper):
    """(bytes, name) of each logo whose file is there."""
    paths = [(Path(settings.MEDIA_ROOT) / row.logo.name, str(row)) for row in paper.logos]
    return tuple((path.read_bytes(), name) for path, name in paths if path.is_file())
