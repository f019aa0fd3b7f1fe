"""Invitations and focal points as spreadsheets."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from documents.tables import Column, Sheet, workbook
from participants.queries.nominations import lead_time, names_of


def invitations_workbook(invitations, *, rtl=False):
    """The XLSX bytes of invitations (of `queries.nominations.invitations_of`), one row each."""
    columns = [
        Column(_("Institution"), 44),
        Column(_("Reference of the letter"), 24),
        Column(_("Focal point"), 26),
        Column(_("E-mail address"), 30),
        Column(_("Names wanted by"), 14, "date"),
        Column(_("Quota"), 10),
        Column(_("Nominees"), 10),
        Column(_("Substitutes"), 12),
        Column(_("Women among the nominees"), 14),
        Column(_("Nominees whose sex is stated"), 14),
        Column(_("Sent at"), 18, "datetime"),
        Column(_("First names at"), 18, "datetime"),
        Column(_("List endorsed at"), 18, "datetime"),
        Column(_("Lead time in days"), 12),
        Column(_("Withdrawn at"), 18, "datetime"),
    ]
    return workbook([Sheet(_("Nominations"), columns, [_row(each) for each in invitations])], rtl=rtl)


def focal_points_workbook(points, *, rtl=False):
    """The XLSX bytes of focal points (office and institution loaded), one row each."""
    columns = [
        Column(_("Institution"), 44),
        Column(_("Name"), 26),
        Column(_("Function"), 26),
        Column(_("E-mail address"), 30),
        Column(_("Language"), 12),
        Column(_("Office"), 26),
        Column(_("Active"), 10),
    ]
    rows = [
        [
            str(point.institution), point.name, point.title, point.email, point.get_language_display(), str(point.office),
            _("yes") if point.is_active else _("no"),
        ]
        for point in points
    ]  # fmt: skip
    return workbook([Sheet(_("Focal points"), columns, rows)], rtl=rtl)


def _row(invitation):
    names, zone = names_of(invitation), ZoneInfo(invitation.workshop.timezone)
    moments = {
        name: value and value.astimezone(zone)
        for name in ("sent_at", "first_named_at", "endorsed_at", "withdrawn_at")
        for value in [getattr(invitation, name)]
    }
    return [
        invitation.institution.label(invitation.workshop.start),
        invitation.reference,
        invitation.focal_point.name,
        invitation.focal_point.email,
        invitation.deadline,
        names.quota,
        names.nominees,
        names.substitutes,
        names.women,
        names.stated,
        moments["sent_at"],
        moments["first_named_at"],
        moments["endorsed_at"],
        lead_time(invitation),
        moments["withdrawn_at"],
    ]
