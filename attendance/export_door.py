"""What telephones at the door sent, as a workbook."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.tables import Column, Sheet, workbook


def scans_workbook(workshop, scans, *, rtl=False):
    """XLSX bytes: a row per scan (of queries.door.scans_of), with both times and what became of it."""
    zone = ZoneInfo(workshop.timezone)
    columns = [
        Column(pgettext("sign-in sheet", "Register"), 12),
        Column(_("Day"), 12, "date"),
        Column(_("Given name"), 20),
        Column(_("Family name"), 24),
        Column(_("Full name in Arabic"), 26),
        Column(_("What was done"), 16),
        Column(_("Outcome"), 18),
        Column(_("Reason"), 36),
        Column(_("Mark"), 18),
        Column(_("Time on the device"), 18, "datetime"),
        Column(_("Received at"), 18, "datetime"),
        Column(_("Clock of the device was wrong"), 14),
        Column(_("Sent by"), 26),
        Column(_("Settled"), 22),
        Column(_("Settled by"), 24),
        Column(_("Settled at"), 18, "datetime"),
        Column(_("Reason given"), 40),
    ]
    return workbook([Sheet(_("At the door"), columns, [_row(scan, zone) for scan in scans])], rtl=rtl)


def _row(scan, zone):
    person = scan.registration
    names = [person.given_name, person.family_name, person.arabic_name] if person else ["", "", ""]
    sender = str(scan.by) if scan.by else scan.link.label
    return [
        scan.register.code, scan.register.date, *names,
        scan.get_kind_display(), scan.get_outcome_display(), scan.get_reason_display(), scan.get_wanted_display(),
        scan.device_at.astimezone(zone), scan.received_at.astimezone(zone), _("yes") if scan.clock_off else "", sender,
        *_review(getattr(scan, "review", None), zone),
    ]  # fmt: skip


def _review(review, zone):
    if review is None:
        return ["", "", None, ""]
    return [review.get_verdict_display(), str(review.by), review.at.astimezone(zone), review.reason]
