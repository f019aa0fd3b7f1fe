"""The tables of a report: figures with their words, in the current language. Page, paper and workbook print the same."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.ui import format_range, page_language
from reports.figure import Figure
from reports.labels import APART, LABELS, PARTS

NOT_STATED = "not_stated"
_NOTHING = Figure("", "text")


@dataclass(frozen=True)
class Row:
    """A heading, a Figure per column, and the parts of its bar (persons or shares), empty for none."""

    label: str
    figures: tuple
    parts: tuple = ()
    code: str = ""


@dataclass(frozen=True)
class Table:
    """`columns` are the headings after the first; `scale` is what a full bar stands for; `legend`: bars show women first."""

    key: str
    title: str
    definition: str
    head: str
    columns: tuple
    rows: tuple
    foot: Row | None = None
    scale: float = 0
    legend: bool = False
    note: str = ""
    chart: dict | None = None


def breakdown(report, names, attribute, head):
    """The persons who attended by one attribute: attended, women and trained of each value."""
    key = f"by_{attribute}"
    counts, rows = report.figures[key], report.count.persons
    women = _count(attribute, (row for row in rows if row.sex == "F"))
    trained = None if report.count.trained is None else _count(attribute, report.count.trained)
    by_size = attribute not in ("age_band", "sex")
    order = sorted(counts, key=lambda value: (value == NOT_STATED, -counts[value] if by_size else 0, value))
    table = [
        Row(
            names.of(attribute, value),
            (Figure(counts[value]), *_women(attribute, women[value]), Figure(trained[value] if trained is not None else None)),
            (women[value], counts[value] - women[value]) if attribute != "sex" else (counts[value],),
        )
        for value in order
    ]
    total = (
        Figure(report.figures["unique_persons"]),
        *_women(attribute, sum(women.values())),
        Figure(report.figures["trained"]),
    )
    return Table(
        key,
        str(LABELS[key].name),
        str(LABELS[key].definition),
        head,
        (_("Attended"), *([_("Women")] if attribute != "sex" else []), _("Trained")),
        tuple(table),
        foot=Row(_("All persons"), total),
        scale=max(counts.values(), default=0),
        legend=attribute != "sex",
    )


def _count(attribute, rows):
    return Counter(getattr(row, attribute) or NOT_STATED for row in rows)


def _women(attribute, count):
    return () if attribute == "sex" else (Figure(count),)


def disability(report):
    """The answers to the Washington Group Short Set: sums alone, never by person and never drilled down."""
    found = report.figures["disability"]
    rows = tuple(Row(str(label), (Figure(found[part]),), (found[part],)) for part, label in PARTS["disability"].items())
    return _plain("disability", _("Answer"), (_("Persons"),), rows, scale=report.figures["unique_persons"])


def knowledge(report):
    """The paired tests, with the line from before to after; None without a pair."""
    found = report.figures["paired_tests"]
    if not found["n"]:
        return None
    kinds = {"n": "count", "max_score": "count", "share_improved": "share", "mean_gain_pct_points": "percent"}
    kinds |= {"relative_gain_pct": "percent"}
    rows = tuple(
        Row(str(label), (Figure(found[part], kinds.get(part, "decimal"), 4 if part == "normalised_gain_of_means" else 2),))
        for part, label in PARTS["paired_tests"].items()
    )
    before, after = (Figure(found[part], "decimal").text for part in ("mean_pre", "mean_post"))
    highest = Figure(found["max_score"]).text
    words = _("Mean score before %(before)s, after %(after)s, of %(highest)s")
    chart = {
        "before": found["mean_pre"],
        "after": found["mean_post"],
        "highest": found["max_score"],
        "title": words % {"before": before, "after": after, "highest": highest},
        "note": _("%(n)s of %(all)s persons took both tests") % {"n": found["n"], "all": report.figures["participations"]},
    }
    return _plain("paired_tests", _("Tests"), (_("Figure"),), rows, chart=chart)


def feedback(report, names):
    """The questions of the anonymous form; None when nobody was asked."""
    found = report.figures["feedback"]
    if not found:
        return None
    kinds = {"n": ("count", 0), "mean": ("decimal", 2), "share_4_or_5": ("share", 0)}
    rows = tuple(
        Row(names.of("question", question), tuple(Figure(values[part], *kind) for part, kind in kinds.items()))
        for question, values in found.items()
    )
    forms = sum(workshop.forms or 0 for workshop in report.workshops)
    share = Figure(report.figures["feedback_response_rate"], "share").text
    note = _("%(share)s of the participants returned the form (%(forms)s of %(all)s).")
    note = note % {"share": share, "forms": forms, "all": report.figures["participations"]}
    return _plain("feedback", _("Question"), tuple(str(word) for word in PARTS["feedback"].values()), rows, note=note)


def follow_up(report):
    """What participants said some months later, each share with its numbers; None when nobody was asked."""
    found = [workshop.follow_up for workshop in report.workshops if workshop.follow_up]
    if not found:
        return None
    invited, answered, using = (sum(getattr(f, part) for f in found) for part in ("invited", "answered", "using_skills"))
    numbers = {
        "response_rate": (answered, invited),
        "using_skills_share_of_answers": (using, answered),
        "using_skills_share_of_trained": (using, report.figures["trained"]),
    }
    rows = tuple(
        Row(
            str(label),
            (Figure(report.figures["follow_up"][part], "share"), *(Figure(number) for number in numbers[part])),
        )
        for part, label in PARTS["follow_up"].items()
    )
    return _plain("follow_up", _("Question"), (_("Share"), _("Persons"), _("Of")), rows)


def costs(report):
    """Total and unit costs, in the one currency; several currencies stand apart and are not added up."""
    several = report.figures.get("cost_by_currency")
    if several:
        rows = tuple(Row(code, (Figure(amount, "money"),)) for code, amount in several.items())
        return _plain("cost_by_currency", _("Currency"), (_("Amount"),), rows)
    keys = ("cost_total", "cost_per_attendee", "cost_per_trained", "cost_per_person_day")
    rows = tuple(Row(str(LABELS[key].name), (Figure(report.figures[key], "money"),)) for key in keys)
    return _plain("cost_total", _("Cost"), (report.figures["currency"] or _("Amount"),), rows)


def money(report, names):
    """The cost split by the donors' shares: it sums to the total."""
    amounts, total = report.figures["financial_share"], report.figures["cost_total"]
    rows = tuple(
        Row(
            names.of("donor", donor),
            (Figure(_part(amount, total), "share"), Figure(amount, "money")),
            (amount,) if number == 0 and amount else (0, amount or 0),
        )
        for number, (donor, amount) in enumerate(amounts.items())
    )
    whole = Row(str(LABELS["cost_total"].name), (Figure(1 if total else None, "share"), Figure(total, "money")))
    columns = (_("Share"), report.figures["currency"] or _("Amount"))
    note = _("Only money is split by share; persons never are.")
    return _plain("financial_share", _("Donor"), columns, rows, foot=whole, scale=total or 0, note=note)


def _part(amount, total):
    return None if amount is None or not total else amount / total


def workshops(report, names, public):
    """The workshops counted, each with the registers still open; persons per workshop are for the office alone."""
    attended = Counter(row.workshop for row in report.count.attendances)
    rows = tuple(
        Row(
            names.of("workshop", workshop.code),
            (_dates(workshop), *_attended(attended[workshop.id], public), Figure(workshop.registers_not_validated)),
            code=workshop.code,
        )
        for workshop in report.workshops
    )
    columns = (_("Dates"), *([] if public else [_("Attended")]), _("Registers not validated"))
    number = ngettext("%(count)d workshop", "%(count)d workshops", len(rows)) % {"count": len(rows)}
    total = (_NOTHING, *_attended(report.figures["participations"], public), Figure(report.registers_not_validated))
    definition = _("Workshops held whose last day lies in the period.")
    return Table("workshops", _("Workshops"), definition, _("Workshop"), columns, rows, foot=Row(number, total))


def _attended(count, public):
    return () if public else (Figure(count),)


def apart(report, names):
    """The workshops that are listed and not counted; None when there are none."""
    if not report.apart:
        return None
    rows = tuple(
        Row(
            names.of("workshop", workshop.code),
            (_dates(workshop), Figure(str(APART[workshop.group]), "text")),
            code=workshop.code,
        )
        for workshop in report.apart
    )
    definition = _("Coming, postponed and cancelled workshops are listed and not counted.")
    return Table("apart", _("Not counted"), definition, _("Workshop"), (_("Dates"), _("State")), rows)


def _dates(workshop):
    return Figure(format_range(workshop.start, workshop.end, page_language()), "text")


def _plain(key, head, columns, rows, **more):
    return Table(key, str(LABELS[key].name), str(LABELS[key].definition), head, columns, rows, **more)
