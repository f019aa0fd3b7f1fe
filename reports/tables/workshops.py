"""Tables of workshops: those counted, and those that are listed apart."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.ui import format_range, page_language
from reports.figure import Figure
from reports.labels import APART
from reports.tables.shape import NOTHING, Row, Table, opened


def workshops(report):
    """The workshops counted, each with the registers still open; persons per workshop are not for publication."""
    rows = tuple(
        Row(
            report.names.of("workshop", workshop.code),
            (
                _dates(workshop),
                *_persons(report, workshop.attended, workshop=workshop.code),
                Figure(workshop.registers_not_validated),
            ),
            code=workshop.code,
        )
        for workshop in report.workshops
    )
    columns = (_("Dates"), *([] if report.publication else [_("Attended")]), _("Registers not validated"))
    number = ngettext("%(count)d workshop", "%(count)d workshops", len(rows)) % {"count": len(rows)}
    everybody = report.figures["participations"] if not report.publication else None
    total = (NOTHING, *_persons(report, everybody), Figure(report.figures["registers_not_validated"]))
    definition = _("Workshops held whose last day lies in the period.")
    foot = Row(number, total)
    return Table("workshops", _("Workshops"), definition, _("Workshop"), columns, rows, foot=foot, note=_by_head(report))


def _persons(report, count, **where):
    return () if report.publication else (opened(Figure(count), head="participations", **where),)


def _by_head(report):
    """Which workshops counted heads: their persons stand in no total."""
    found = [report.names.of("workshop", workshop.code) for workshop in report.workshops if workshop.by_head]
    if not found:
        return ""
    listed = _(", ").join(found)
    return _("Without a list of names, counted by head and not in the sum: %(workshops)s.") % {"workshops": listed}


def apart(report):
    """The workshops that are listed and not counted; None when there are none."""
    if not report.apart:
        return None
    rows = tuple(
        Row(
            report.names.of("workshop", workshop.code),
            (_dates(workshop), Figure(str(APART[workshop.group]), "text")),
            code=workshop.code,
        )
        for workshop in report.apart
    )
    definition = _("Coming, postponed and cancelled workshops are listed and not counted.")
    return Table("apart", _("Not counted"), definition, _("Workshop"), (_("Dates"), _("State")), rows)


def _dates(workshop):
    return Figure(format_range(workshop.start, workshop.end, page_language()), "text")
