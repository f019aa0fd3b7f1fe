"""A report as a workbook: a summary, a sheet per table, the definitions. Numbers are numbers."""

from django.utils import translation
from django.utils.translation import gettext as _

from documents.tables import Column, Sheet, workbook
from reports.presentation import present

_FORMATS = {"share": "percent", "money": "money"}
LABEL_WIDTH, FIGURE_WIDTH, TEXT_WIDTH = 48, 16, 70


def write_xlsx(report, language):
    """XLSX bytes of a `reports.actions.Report` in `language`. Shares are parts of 1."""
    with translation.override(language):
        shown = present(report)
        sheets = [_summary(shown), *(_table(table) for table in shown.tables), _definitions(shown)]
        return workbook(sheets, rtl=translation.get_language_bidi())


def _summary(shown):
    rows = [
        (shown.title, None, None),
        (shown.subtitle, None, None),
        *((line, None, None) for line in shown.meta),
        *((line, None, None) for line in [shown.warning] if line),
        *((head.label, head.figure.number, head.note) for head in shown.heads),
    ]
    if shown.rule:
        rows += [(_("Rule in force"), None, shown.rule["sentence"]), (shown.rule["source"], None, shown.rule["note"])]
    if shown.public:
        rows.append((shown.hidden, None, None))
    columns = [Column(shown.kicker, LABEL_WIDTH), Column(_("Figure"), FIGURE_WIDTH), Column(_("Note"), TEXT_WIDTH)]
    return Sheet(_("Summary"), columns, rows)


def _table(table):
    coded = any(row.code for row in table.rows)
    lines = [*table.rows, *([table.foot] if table.foot else [])]
    rows = [(row.label, *([row.code] if coded else []), *(figure.number for figure in row.figures)) for row in lines]
    kinds = [figure.kind for figure in lines[0].figures] if lines else [""] * len(table.columns)
    figures = [Column(title, FIGURE_WIDTH, _FORMATS.get(kind, "")) for title, kind in zip(table.columns, kinds, strict=True)]
    code = [Column(_("Code"), FIGURE_WIDTH)] if coded else []
    return Sheet(table.title, [Column(table.head, LABEL_WIDTH), *code, *figures], rows)


def _definitions(shown):
    """Every word that is counted, with the sentence that says how."""
    tables = [(table.title, table.definition) for table in shown.tables]
    columns = [Column(_("Word"), LABEL_WIDTH), Column(_("How it is counted"), TEXT_WIDTH + FIGURE_WIDTH)]
    return Sheet(_("Definitions"), columns, [*shown.definitions, *tables])
