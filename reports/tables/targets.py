"""The table of a project's targets: baseline, target, what is reached, and why not."""

from django.utils.translation import gettext as _

from reports.figure import Figure
from reports.rules.targets import AIMED_AT, asks_why
from reports.tables.shape import Row, Table, said
from reports.target_words import name_of


def targets(report):
    """One row per target; None without any. What is hidden hides how much of its target is reached, too."""
    found = report.figures.get("targets")
    if not found:
        return None
    rows = tuple(Row(str(name_of(indicator)), tuple(_figures(report, indicator, aim))) for indicator, aim in found.items())
    columns = (_("Baseline"), _("Target"), _("Actual"), _("Achieved"), _("Reason of the difference"))
    definition = _("What the project promised, and what is reached: actual divided by target.")
    keys = {indicator.partition(".")[0] for indicator in found}
    return Table("targets", _("Targets"), definition, _("Figure"), columns, rows, note=said(report, *keys), folded=(0,))


def _figures(report, indicator, aim):
    path, kind = tuple(indicator.split(".")), "share" if AIMED_AT[indicator] else "count"
    yield Figure(aim["baseline"], kind)
    yield Figure(aim["target"], kind)
    if path in report.suppressed or path[:1] in report.suppressed:
        yield from (Figure(None, "hidden"), Figure(None, "hidden"))
    else:
        yield Figure(aim["actual"], kind)
        yield Figure(aim["achieved"], "share")
    yield Figure(aim["reason"] or (_("to be given") if asks_why(aim["achieved"]) else ""), "text")
