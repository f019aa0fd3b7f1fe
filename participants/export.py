"""Lists as spreadsheets: a workshop's people, an office's people, institutions."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.tables import Column, Sheet, workbook
from participants import import_words
from participants.models.institution import name_on


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


def waitlist_workbook(registrations, *, rtl=False):
    """The XLSX bytes of those who wait, with `place` and `held_back` as `queries.seats.in_line` gives them, in that order."""
    columns = [
        Column(_("Place on the waitlist"), 12),
        Column(_("Given name"), 20),
        Column(_("Family name"), 24),
        Column(_("Full name in Arabic"), 26),
        Column(_("Institution"), 40),
        Column(_("Quota used up"), 14),
        Column(_("Function"), 26),
        Column(_("Sex"), 10),
        Column(_("Language"), 12),
        Column(_("E-mail address"), 30),
        Column(_("Telephone"), 18),
        Column(_("Received at"), 18, "datetime"),
    ]
    return workbook([Sheet(pgettext("list", "Waitlist"), columns, [_waiting(each) for each in registrations])], rtl=rtl)


def _waiting(registration):
    return [
        registration.place,
        registration.given_name,
        registration.family_name,
        registration.arabic_name,
        registration.institution_label,
        _("yes") if registration.held_back else _("no"),
        registration.function,
        registration.get_sex_display(),
        registration.get_language_display(),
        registration.email,
        str(registration.phone or ""),
        registration.created_at.astimezone(ZoneInfo(registration.workshop.timezone)),
    ]


def persons_workbook(persons, *, rtl=False):
    """The XLSX bytes of `persons` (Participants with `office` and `workshops`), one row each."""
    columns = [
        Column(_("Given name"), 20),
        Column(_("Family name"), 24),
        Column(_("Full name in Arabic"), 26),
        Column(_("E-mail address"), 30),
        Column(_("Telephone"), 18),
        Column(_("Language"), 12),
        Column(_("Office"), 24),
        Column(_("Workshops"), 12),
    ]
    rows = [
        [
            *(person.given_name, person.family_name, person.arabic_name, person.email, str(person.phone or "")),
            *(person.get_language_display(), str(person.office), person.workshops),
        ]
        for person in persons
    ]
    return workbook([Sheet(_("People"), columns, rows)], rtl=rtl)


def institutions_workbook(institutions, *, rtl=False):
    """The XLSX bytes of `institutions` (with names, aliases and `people`), one row each: the present names."""
    columns = [
        Column(_("Identifier"), 16),
        Column(_("Acronym"), 14),
        Column(_("Name in English"), 44),
        Column(_("Name in French"), 44),
        Column(_("Name in Arabic"), 44),
        Column(_("Valid from"), 14, "date"),
        Column(_("Type"), 20),
        Column(_("Aliases"), 40),
        Column(_("Arabic name checked"), 12),
        Column(_("Registrations"), 12),
    ]
    return workbook([Sheet(_("Institutions"), columns, [_institution_row(each) for each in institutions])], rtl=rtl)


def _institution_row(institution):
    name = name_on(institution.names.all())
    names = [name.name_en, name.name_fr, name.name_ar, name.valid_from] if name else ["", "", "", None]
    return [
        institution.key,
        institution.acronym,
        *names,
        institution.type,
        "; ".join(alias.alias for alias in institution.aliases.all()),
        _("yes") if institution.arabic_name_checked else _("no"),
        institution.people,
    ]
