"""A report as a workbook: a summary, a sheet per table, the definitions. Numbers are numbers."""

from django.utils import translation
from django.utils.translation import gettext as _

from documents.tables import Cell, Column, Sheet, workbook
from reports.presentation import present

_FORMATS = {"count": "count", "share": "percent", "percent": "points", "money": "money"}
LABEL_WIDTH, FIGURE_WIDTH, TEXT_WIDTH = 48, 16, 70


def write_xlsx(payload, language):
    """XLSX bytes of a report's payload in `language`. Shares are parts of 1."""
    shown = present(payload, language)
    with translation.override(language):
        sheets = [_summary(shown), *(_table(table) for table in shown.tables), _definitions(shown)]
        return workbook(sheets, rtl=translation.get_language_bidi(), at=shown.generated_at)


def _summary(shown):
    rows = [
        (Cell(shown.title, strong=True), None, None),
        (shown.subtitle, None, None),
        *((line, None, None) for line in shown.meta),
        *((line, None, None) for line in [shown.warning] if line),
        *((head.label, _number(head.figure), head.note) for head in shown.heads),
    ]
    if shown.rule:
        rows += [(_("Rule in force"), None, shown.rule["sentence"]), (shown.rule["source"], None, shown.rule["note"])]
    if shown.public:
        rows.append((shown.hidden, None, None))
    columns = [
        Column(shown.kicker, LABEL_WIDTH),
        Column(_("Figure"), FIGURE_WIDTH),
        Column(_("Note"), TEXT_WIDTH, wrap=True),
    ]
    return Sheet(_("Summary"), columns, rows)


def _table(table):
    coded = any(row.code for row in table.rows)
    code = [Column(_("Code"), FIGURE_WIDTH)] if coded else []
    figures = [Column(title, FIGURE_WIDTH) for title in table.columns]
    rows = [_line(row, coded) for row in table.rows]
    if table.foot and rows:
        rows.append(_line(table.foot, coded, strong=True))
    return Sheet(table.title, [Column(table.head, LABEL_WIDTH), *code, *figures], rows)


def _line(row, coded, *, strong=False):
    return (Cell(row.label, strong=strong), *([row.code] if coded else []), *(_number(figure, strong) for figure in row.figures))


def _number(figure, strong=False):
    """A cell that holds the number the page prints, and looks like it."""
    if figure.kind == "decimal":
        return Cell(figure.number, "ratio" if figure.places > 2 else "decimal", strong)
    return Cell(figure.number, _FORMATS.get(figure.kind, ""), strong)


def _definitions(shown):
    """Every word that is counted, with the sentence that says how."""
    tables = [(table.title, " ".join(filter(None, [table.definition, table.note]))) for table in shown.tables]
    columns = [Column(_("Word"), LABEL_WIDTH), Column(_("How it is counted"), TEXT_WIDTH + FIGURE_WIDTH, wrap=True)]
    return Sheet(_("Definitions"), columns, [*shown.definitions, *tables])
