"""The list of a workshop's people as a spreadsheet."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from documents.tables import Column, Sheet, workbook
from participants import import_words


def registrations_workbook(registrations, *, rtl=False):
    """The XLSX bytes of `registrations` (with workshop, institution and region loaded), one row each."""
    columns = [
        Column(_("Identifier"), 10),
        Column(_("Given name"), 20),
        Column(_("Family name"), 24),
        Column(_("Full name in Arabic"), 26),
        Column(_("Sex"), 10),
        Column(_("Age"), 12),
        Column(_("Institution"), 40),
        Column(_("Function"), 26),
        Column(_("Region"), 20),
        Column(_("Language"), 12),
        Column(_("E-mail address"), 30),
        Column(_("Telephone"), 18),
        Column(_("Origin"), 16),
        Column(_("Status"), 16),
        Column(_("Place on the waitlist"), 12),
        Column(_("Received at"), 18, "datetime"),
        Column(_("Agrees to share the name with donors"), 14),
    ]
    return workbook([Sheet(_("Participants"), columns, [_row(each) for each in registrations])], rtl=rtl)


def import_workbook(batch, rows, *, rtl=False):
    """The XLSX bytes of some `rows` of a list that came in: their cells as they came, then the verdict and its reasons."""
    width = max([len(batch.headers), *(len(row.cells) for row in rows)], default=0)
    headings = [*batch.headers, *[""] * (width - len(batch.headers))]
    columns = [
        Column(_("Row"), 8),
        *(Column(heading, 24) for heading in headings),
        Column(_("Verdict"), 16),
        Column(_("Why"), 60),
    ]
    lines = [[row.number, *row.cells, *[""] * (width - len(row.cells)), row.get_verdict_display(), _why(row)] for row in rows]
    return workbook([Sheet(_("List"), columns, lines)], rtl=rtl)


def _why(row):
    return "; ".join(import_words.reason(*reason) for reason in row.reasons)


def _row(registration):
    zone = ZoneInfo(registration.workshop.timezone)
    return [
        registration.key,
        registration.given_name,
        registration.family_name,
        registration.arabic_name,
        registration.get_sex_display(),
        registration.get_age_band_display(),
        registration.institution_label,
        registration.function,
        str(registration.region or ""),
        registration.get_language_display(),
        registration.email,
        str(registration.phone or ""),
        registration.get_origin_display(),
        registration.get_status_display(),
        registration.rank,
        registration.created_at.astimezone(zone),
        _("yes") if registration.share_name_consent else _("no"),
    ]
