"""Tables of money: what the workshops cost, per head and per donor."""

from django.utils.translation import gettext as _

from reports.figure import Figure
from reports.tables.shape import Row, counted, plain, said


def costs(report):
    """Total and unit costs, in the one currency; several currencies stand apart and are not added up."""
    several = report.figures.get("cost_by_currency")
    if several:
        rows = tuple(Row(code, (Figure(amount, "money"),)) for code, amount in several.items())
        return plain(report, "cost_by_currency", _("Currency"), (_("Amount"),), rows)
    keys = ("cost_total", "cost_per_attendee", "cost_per_trained", "cost_per_person_day")
    rows = tuple(Row(report.names.defined(key)[0], (counted(report, key, kind="money"),)) for key in keys)
    columns = (report.figures["currency"] or _("Amount"),)
    return plain(
        report, "cost_total", _("Cost"), columns, rows, title=_("Costs"), note=said(report, *keys, note=_by_head(report))
    )


def _by_head(report):
    if not report.figures.get("head_count"):
        return ""
    return _("Unit costs leave out the workshops that counted heads: their persons are in no unit.")


def money(report):
    """The cost split by the donors' shares: it sums to the total."""
    amounts, total = report.figures["financial_share"], report.figures["cost_total"]
    rows = tuple(
        Row(
            report.names.of("donor", donor),
            (Figure(_part(amount, total), "share"), Figure(amount, "money")),
            (amount,) if number == 0 and amount else (0, amount or 0),
        )
        for number, (donor, amount) in enumerate(amounts.items())
    )
    whole = Row(report.names.defined("cost_total")[0], (Figure(1 if total else None, "share"), Figure(total, "money")))
    columns = (_("Share"), report.figures["currency"] or _("Amount"))
    note = _("Only money is split by share; persons never are.")
    return plain(report, "financial_share", _("Donor"), columns, rows, foot=whole, scale=total or 0, note=note)


def _part(amount, total):
    return None if amount is None or not total else amount / total
