"""The tables of a report: figures with their words, in the current language. Page, paper and workbook print the same.

Each takes the payload of a report (`reports.payload`) and, where it names something, its Names.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.ui import format_range, page_language
from reports.figure import Figure
from reports.labels import APART, PARTS

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


def breakdown(payload, names, attribute, head):
    """The persons who attended by one attribute: attended, women and trained of each value."""
    counts = payload["breakdowns"][attribute]
    by_size = attribute not in ("age_band", "sex")
    order = sorted(counts, key=lambda value: (value == NOT_STATED, -counts[value]["persons"] if by_size else 0, value))
    figures = payload["report"]
    women = sum(_women(cell) for cell in counts.values())
    total = (Figure(figures["unique_persons"]), *_unless_sex(attribute, Figure(women)), Figure(figures["trained"]))
    return _plain(
        names,
        f"by_{attribute}",
        head,
        (_("Attended"), *_unless_sex(attribute, _("Women")), _("Trained")),
        tuple(_breakdown_row(names, attribute, value, counts[value]) for value in order),
        foot=Row(_("All persons"), total),
        scale=max((cell["persons"] for cell in counts.values()), default=0),
        legend=attribute != "sex",
    )


def _breakdown_row(names, attribute, value, cell):
    persons, women = cell["persons"], _women(cell)
    figures = (Figure(persons), *_unless_sex(attribute, Figure(women)), Figure(cell["trained"]))
    return Row(names.of(attribute, value), figures, (persons,) if attribute == "sex" else (women, persons - women))


def _women(cell):
    return cell["sex"].get("F", 0)


def _unless_sex(attribute, value):
    """`value` for a column; persons by sex need no column of women."""
    return () if attribute == "sex" else (value,)


def disability(payload, names):
    """The answers to the Washington Group Short Set: sums alone, never by person and never drilled down."""
    figures = payload["report"]
    found = figures["disability"]
    rows = tuple(Row(str(label), (Figure(found[part]),), (found[part],)) for part, label in PARTS["disability"].items())
    return _plain(names, "disability", _("Answer"), (_("Persons"),), rows, scale=figures["unique_persons"])


def knowledge(payload, names):
    """The paired tests, with the line from before to after; None without a pair."""
    found = payload["report"]["paired_tests"]
    if not found["n"]:
        return None
    kinds = {"n": "count", "max_score": "count", "share_improved": "share", "mean_gain_pct_points": "percent"}
    kinds |= {"relative_gain_pct": "percent"}
    labels = {part: str(label) for part, label in PARTS["paired_tests"].items()}
    labels["share_improved"] = _("%(label)s, of %(count)s") % {"label": labels["share_improved"], "count": found["n"]}
    rows = tuple(
        Row(label, (Figure(found[part], kinds.get(part, "decimal"), 4 if part == "normalised_gain_of_means" else 2),))
        for part, label in labels.items()
    )
    before, after = (Figure(found[part], "decimal").text for part in ("mean_pre", "mean_post"))
    highest = Figure(found["max_score"]).text
    words = _("Mean score before %(before)s, after %(after)s, of %(highest)s")
    chart = {
        "before": found["mean_pre"],
        "after": found["mean_post"],
        "highest": found["max_score"],
        "title": words % {"before": before, "after": after, "highest": highest},
        "note": _("%(n)s of %(all)s persons took both tests") % {"n": found["n"], "all": payload["report"]["participations"]},
    }
    return _plain(names, "paired_tests", _("Tests"), (_("Figure"),), rows, chart=chart)


def feedback(payload, names):
    """The questions of the anonymous form; None when nobody was asked."""
    figures = payload["report"]
    found = figures["feedback"]
    if not found:
        return None
    kinds = {"n": ("count", 0), "mean": ("decimal", 2), "share_4_or_5": ("share", 0)}
    rows = tuple(
        Row(names.of("question", question), tuple(Figure(values[part], *kind) for part, kind in kinds.items()))
        for question, values in found.items()
    )
    share = Figure(figures["feedback_response_rate"], "share").text
    note = _("%(share)s of the participants returned the form (%(forms)s of %(all)s).")
    note = note % {"share": share, "forms": payload["feedback_forms"], "all": figures["participations"]}
    return _plain(names, "feedback", _("Question"), tuple(str(word) for word in PARTS["feedback"].values()), rows, note=note)


def follow_up(payload, names):
    """What participants said some months later, each share with its numbers; None when nobody was asked."""
    found = payload["follow_up"]
    if not found:
        return None
    invited, answered, using = (found[part] for part in ("invited", "answered", "using_skills"))
    numbers = {
        "response_rate": (answered, invited),
        "using_skills_share_of_answers": (using, answered),
        "using_skills_share_of_trained": (using, payload["report"]["trained"]),
    }
    rows = tuple(
        Row(
            str(label),
            (Figure(payload["report"]["follow_up"][part], "share"), *(Figure(number) for number in numbers[part])),
        )
        for part, label in PARTS["follow_up"].items()
    )
    return _plain(names, "follow_up", _("Question"), (_("Share"), _("Persons"), _("Of")), rows)


def costs(payload, names):
    """Total and unit costs, in the one currency; several currencies stand apart and are not added up."""
    figures = payload["report"]
    several = figures.get("cost_by_currency")
    if several:
        rows = tuple(Row(code, (Figure(amount, "money"),)) for code, amount in several.items())
        return _plain(names, "cost_by_currency", _("Currency"), (_("Amount"),), rows)
    keys = ("cost_total", "cost_per_attendee", "cost_per_trained", "cost_per_person_day")
    rows = tuple(Row(names.defined(key)[0], (Figure(figures[key], "money"),)) for key in keys)
    return _plain(names, "cost_total", _("Cost"), (figures["currency"] or _("Amount"),), rows, title=_("Costs"))


def money(payload, names):
    """The cost split by the donors' shares: it sums to the total."""
    figures = payload["report"]
    amounts, total = figures["financial_share"], figures["cost_total"]
    rows = tuple(
        Row(
            names.of("donor", donor),
            (Figure(_part(amount, total), "share"), Figure(amount, "money")),
            (amount,) if number == 0 and amount else (0, amount or 0),
        )
        for number, (donor, amount) in enumerate(amounts.items())
    )
    whole = Row(names.defined("cost_total")[0], (Figure(1 if total else None, "share"), Figure(total, "money")))
    columns = (_("Share"), figures["currency"] or _("Amount"))
    note = _("Only money is split by share; persons never are.")
    return _plain(names, "financial_share", _("Donor"), columns, rows, foot=whole, scale=total or 0, note=note)


def _part(amount, total):
    return None if amount is None or not total else amount / total


def workshops(payload, names, public):
    """The workshops counted, each with the registers still open; persons per workshop are for the office alone."""
    rows = tuple(
        Row(
            names.of("workshop", workshop["code"]),
            (_dates(workshop), *_attended(workshop["attended"], public), Figure(workshop["registers_not_validated"])),
            code=workshop["code"],
        )
        for workshop in payload["workshops"]
    )
    figures = payload["report"]
    columns = (_("Dates"), *([] if public else [_("Attended")]), _("Registers not validated"))
    number = ngettext("%(count)d workshop", "%(count)d workshops", len(rows)) % {"count": len(rows)}
    total = (_NOTHING, *_attended(figures["participations"], public), Figure(figures["registers_not_validated"]))
    definition = _("Workshops held whose last day lies in the period.")
    return Table("workshops", _("Workshops"), definition, _("Workshop"), columns, rows, foot=Row(number, total))


def _attended(count, public):
    return () if public else (Figure(count),)


def apart(payload, names):
    """The workshops that are listed and not counted; None when there are none."""
    if not payload["apart"]:
        return None
    rows = tuple(
        Row(
            names.of("workshop", workshop["code"]),
            (_dates(workshop), Figure(str(APART[workshop["group"]]), "text")),
            code=workshop["code"],
        )
        for workshop in payload["apart"]
    )
    definition = _("Coming, postponed and cancelled workshops are listed and not counted.")
    return Table("apart", _("Not counted"), definition, _("Workshop"), (_("Dates"), _("State")), rows)


def _dates(workshop):
    first, last = (date.fromisoformat(workshop[part]) for part in ("start", "end"))
    return Figure(format_range(first, last, page_language()), "text")


def _plain(names, key, head, columns, rows, **more):
    name, definition = names.defined(key)
    return Table(key, more.pop("title", name), definition, head, columns, rows, **more)
