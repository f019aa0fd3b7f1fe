"""The annexes of a narrative report: the programme, who agreed to be named, the signed sheets by hash."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.ui import format_date, page_language
from attendance.models import SheetScan
from participants.models import Registration
from participants.rules.security import SECURITY_TYPES
from reports.figure import Figure
from reports.programme import delivered_against_planned
from reports.tables import Row, Table
from workshops.models import Session


@dataclass(frozen=True)
class Annex:
    """A heading, a sentence that says what is in it, and a table."""

    key: str
    title: str
    note: str
    table: Table

    @property
    def is_empty(self):
        return not self.table.rows


def annexes(narrative, report):
    """The Annexes of `narrative` in the current language, counted as `report` (a reports.actions.Report)."""
    if narrative.workshop:
        yield _programme(narrative)
    if narrative.lists_names:
        yield _names(report)
    yield _sheets(report, several=narrative.workshop is None)


def agenda_table(narrative):
    """Every session with its time as planned, as delivered, and how many were there."""
    language = narrative.language
    rows = tuple(
        Row(line.title, (_text(_slot(line.planned, language)), _text(_delivered(line, language)), Figure(present)))
        for line, present in delivered_against_planned(narrative.workshop, language)
    )
    columns = (_("Planned"), _("Delivered"), _("Present"))
    return Table("agenda", _("Sessions"), "", _("Session"), columns, rows)


def _delivered(line, language):
    if line.delivered is None:
        return _("not held")
    if line.planned is None:
        return _("added: %(when)s") % {"when": _slot(line.delivered, language)}
    return _("as planned") if line.planned == line.delivered else _slot(line.delivered, language)


def _slot(slot, language):
    if slot is None:
        return "–"
    return f"{format_date(date.fromisoformat(slot.day), language, year=False)}, {_hours(slot.start, slot.end)}"


def _hours(start, end):
    return f"\u2066{start}–{end}\u2069"  # from left to right in every language


def _programme(narrative):
    sessions = (
        Session.objects.filter(workshop=narrative.workshop, kind=Session.Kind.SESSION)
        .select_related("register")
        .prefetch_related("given_by__organisation", "engagements__facilitator")
        .order_by("register__date", "start", "key")
    )
    rows = tuple(
        Row(session.title or session.key, (_text(_when(session, narrative.language)), _text(_givers(session))))
        for session in sessions
    )
    table = Table("programme", _("Agenda"), "", _("Session"), (_("When"), _("Given by")), rows)
    return Annex("programme", _("Agenda"), "", table)


def _when(session, language):
    day = format_date(session.register.date, language, year=False)
    return f"{day}, {_hours(f'{session.start:%H:%M}', f'{session.end:%H:%M}')}"


def _givers(session):
    organisations = [str(row.organisation) for row in session.given_by.all()]
    return _(", ").join([*organisations, *(engagement.facilitator.name for engagement in session.engagements.all())])


def _names(report):
    """Those who attended and agreed to share their name; never of a security body, nor where the institution is not known."""
    attended = {row.id for row in report.count.attendances}
    rows = (
        Registration.objects.filter(pk__in=attended, share_name_consent=True, institution__isnull=False)
        .exclude(institution__type__in=SECURITY_TYPES)
        .select_related("institution", "workshop")
        .prefetch_related("institution__names")
    )
    people = sorted(rows, key=lambda row: (row.family_name, row.given_name, row.arabic_name, row.pk))
    several = len(report.workshops) > 1
    listed = tuple(
        Row(
            _(" · ").join(filter(None, [row.latin_name, row.arabic_name])),
            (_text(row.institution_label), _text(row.function), *([_text(row.workshop.code)] if several else [])),
        )
        for row in people
    )
    left = len(attended) - len(listed)
    note = ngettext(
        "%(count)s registration is not listed: the person did not agree to share the name, or belongs to a security body.",
        "%(count)s registrations are not listed: the persons did not agree to share their names, or belong to a security body.",
        left,
    ) % {"count": left}
    columns = (_("Institution"), _("Function"), *([_("Workshop")] if several else []))
    table = Table("names", _("Participants who agreed to be named"), "", _("Name"), columns, listed)
    return Annex("names", table.title, note if left else "", table)


def _sheets(report, *, several):
    """The signed sheets kept in the office, each by the SHA-256 of its file."""
    workshops = {workshop.id: workshop for workshop in report.workshops}
    scans = SheetScan.objects.kept().filter(register__workshop__in=workshops).select_related("register")
    rows = tuple(
        Row(
            f"{workshops[scan.register.workshop_id].code} · {scan.register.code}" if several else scan.register.code,
            (_text(format_date(scan.register.date, page_language())), Figure(scan.pages), _text(scan.sha256)),
        )
        for scan in scans.order_by("register__date", "register__code", "pk")
    )
    columns = (_("Date"), _("Pages"), "SHA-256")
    table = Table("sheets", _("Signed sheets"), "", _("Sheet"), columns, rows)
    note = _("The scans stay with the office; the hash proves that a file is the one that was attached.")
    return Annex("sheets", table.title, note, table)


def _text(value):
    return Figure(value, "text")
