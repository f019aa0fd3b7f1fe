"""What is missing before a report, as a workbook to hand round."""

from django.utils.translation import gettext as _

from documents.tables import Column, Sheet, workbook
from reports.missing_words import WORDS


def write_missing(found, *, rtl=False):
    """XLSX bytes: a row per Gap of `reports.missing.gaps`."""
    columns = [
        Column(_("What is missing"), 28),
        Column(_("Code"), 24),
        Column(_("Workshop"), 48),
        Column(_("Last day"), 12, "date"),
        Column(_("Number"), 10),
        Column(_("What it does to the figures"), 70),
    ]
    rows = [
        (str(WORDS[gap.code][0]), gap.workshop.code, str(gap.workshop), gap.workshop.end, gap.count, str(WORDS[gap.code][1]))
        for gap in found
    ]
    return workbook([Sheet(_("Missing data"), columns, rows)], rtl=rtl)
