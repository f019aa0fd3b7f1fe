"""The list of candidates and certificates as a spreadsheet."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from documents.tables import Column, Sheet, workbook


def certificates_workbook(rows, workshop, *, rtl=False):
    """The XLSX bytes of `rows`, as the page shows them (views.staff), one person each."""
    columns = [
        Column(_("Given name"), 20),
        Column(_("Family name"), 24),
        Column(_("Full name in Arabic"), 26),
        Column(_("Institution"), 40),
        Column(_("Share attended"), 10, "percent"),
        Column(_("Verdict"), 40),
        Column(_("Number"), 22),
        Column(_("Reason of the override"), 30),
        Column(_("Issued at"), 18, "datetime"),
        Column(_("Letter written at"), 18, "datetime"),
        Column(_("Downloaded at"), 18, "datetime"),
    ]
    zone = ZoneInfo(workshop.timezone)
    return workbook([Sheet(_("Certificates"), columns, [_row(row, workshop, zone) for row in rows])], rtl=rtl)


def _row(row, workshop, zone):
    person, certificate = row["registration"], row["certificate"]
    institution = person.institution.label(workshop.start) if person.institution else person.institution_proposal
    names = [person.given_name, person.family_name, person.arabic_name, institution]
    share = None if row["share"] is None else row["share"] / 100
    if certificate is None:
        return [*names, share, row["said"], *[None] * 5]
    times = (certificate.issued_at, certificate.letter_written_at, row["downloaded"])
    local = [at.astimezone(zone) if at else None for at in times]
    return [*names, share, row["said"], certificate.number, certificate.override_reason, *local]
