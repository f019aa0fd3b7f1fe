"""Letters as a spreadsheet: who was sent what, and what became of it; never the text, which holds personal links."""

from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from documents.tables import Column, Sheet, workbook


def letters_workbook(rows, *, rtl=False):
    """The XLSX bytes of `rows` (of `mailing.presentation.Row`, office loaded); times on the clock of the office."""
    columns = [
        Column(_("About"), 30),
        Column(_("To"), 30),
        Column(_("Kind"), 28),
        Column(_("Subject"), 44),
        Column(_("Language"), 12),
        Column(_("State"), 14),
        Column(_("Reason"), 40),
        Column(_("Written"), 18, "datetime"),
        Column(_("Leaves at"), 18, "datetime"),
        Column(_("Sent"), 18, "datetime"),
        Column(_("Attempts"), 10),
    ]
    return workbook([Sheet(_("Letters"), columns, [_cells(each) for each in rows])], rtl=rtl)


def _cells(row):
    letter = row.letter
    zone = ZoneInfo(letter.office.timezone) if letter.office else timezone.get_default_timezone()
    times = [value and value.astimezone(zone) for value in (letter.created_at, letter.send_at, letter.sent_at)]
    texts = [row.who, letter.to, str(row.kind), letter.subject, letter.get_language_display(), letter.get_state_display()]
    return [*texts, str(row.fault), *times, letter.attempts]
