"""The table of persons and registers (views.table.Table) as a workbook and as a paper."""

from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents import pdf
from documents.tables import Column, Sheet, workbook

TEMPLATE = "attendance/pdf/attendance.html"
STYLESHEET = "css/attendance_print.css"


def attendance_workbook(workshop, table, corrections, *, rtl=False):
    """XLSX bytes: the people with a mark per register, shares and the attendance part of the rule; then the corrections."""
    return workbook([_people(table), _corrections(workshop, corrections)], rtl=rtl)


def attendance_paper(workshop, table, now, language):
    """PDF bytes of the table in `language`; `workshop` with office, project and venue at hand."""
    with translation.override(language):
        context = {"workshop": workshop, "table": table, "now": now.astimezone(ZoneInfo(workshop.timezone))}
        context |= {"language": language, "dir": "rtl" if translation.get_language_bidi() else "ltr"}
        used = {(cell["key"], cell["label"]) for row in table.rows for cell in row.cells}
        context["legend"] = sorted((key, label) for key, label in used if key != "0")
        return pdf.render(TEMPLATE, context, stylesheets=[STYLESHEET])


def _people(table):
    columns = [
        Column(_("Given name"), 20),
        Column(_("Family name"), 24),
        Column(_("Full name in Arabic"), 26),
        Column(_("Institution"), 40),
        Column(_("Function"), 26),
        *(Column(f"{column.register.date:%d/%m/%Y} {column.label}", 14) for column in table.columns),
        Column(_("Attended"), 10),
        Column(_("Of"), 8),
        Column(_("Share"), 10, "percent"),
        *([Column(table.terms, 22)] if table.terms else []),
    ]
    return Sheet(_("Attendance"), columns, [_person(row, table) for row in table.rows])


def _person(row, table):
    person = row.person
    share = row.attended / table.held if table.held else None
    names = [person.given_name, person.family_name, person.arabic_name, row.institution, person.function]
    marks = [cell["label"] for cell in row.cells]
    return [*names, *marks, row.attended, table.held, share, *([row.verdict] if table.terms else [])]


def _corrections(workshop, corrections):
    zone = ZoneInfo(workshop.timezone)
    columns = [
        Column(_("Given name"), 20),
        Column(_("Family name"), 24),
        Column(_("Full name in Arabic"), 26),
        Column(pgettext("sign-in sheet", "Register"), 12),
        Column(_("Mark before"), 18),
        Column(_("Mark after"), 18),
        Column(_("Changed by"), 24),
        Column(_("Changed at"), 18, "datetime"),
        Column(_("Reason"), 50),
    ]
    rows = [
        [
            record.registration.given_name,
            record.registration.family_name,
            record.registration.arabic_name,
            record.register.code,
            record.supersedes.get_state_display(),
            record.get_state_display(),
            str(record.by or record.get_source_display()),
            record.recorded_at.astimezone(zone),
            record.reason,
        ]
        for record in corrections
    ]
    return Sheet(_("Corrections"), columns, rows)
