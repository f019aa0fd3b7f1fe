"""The persons behind a figure as a workbook that may leave the house."""

from django.utils.translation import gettext as _

from documents.tables import Column, Sheet, workbook
from participants.rules.security import SECURITY_TYPES


def write_behind(counted, rows, known, *, rtl=False):
    """XLSX bytes: one line per row (of `reports.rules.behind.rows_behind`); `known` maps ids to the Registrations one may read.

    A name stands there when the person agreed that donors learn it, and is known to be of no security body; everybody else
    is a line without a name.
    """
    workshops = {workshop.id: workshop for workshop in counted.facts.workshops}
    columns = [
        Column(_("Given name"), 20),
        Column(_("Family name"), 24),
        Column(_("Full name in Arabic"), 26),
        Column(_("Institution"), 44),
        Column(_("Function"), 30),
        Column(_("Workshop"), 26),
        Column(_("Last day"), 12, "date"),
    ]
    lines = [[*_person(known.get(row.id)), workshops[row.workshop].code, workshops[row.workshop].end] for row in rows]
    return workbook([Sheet(_("Persons"), columns, lines)], rtl=rtl)


def _person(registration):
    """Names only of those who may be named; institution and function only of those whose name stands there."""
    if registration is None or not _may_be_named(registration):
        return [_("name not shared"), "", "", "", ""]
    names = [registration.given_name, registration.family_name, registration.arabic_name]
    return [*names, registration.institution_label, registration.function]


def _may_be_named(registration):
    institution = registration.institution
    return registration.share_name_consent and institution is not None and institution.type not in SECURITY_TYPES
