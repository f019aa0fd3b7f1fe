"""Tables of persons: each breakdown crossed with sex, disability, and those counted by head."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports.figure import Figure
from reports.labels import NOT_STATED as NOT_STATED_SAID
from reports.labels import PARTS
from reports.rules.dimensions import NOT_STATED
from reports.tables.shape import Row, counted, hides, opened, plain, said

#: the columns of a breakdown
SEXES = {"F": gettext_lazy("Women"), "M": gettext_lazy("Men"), "X": gettext_lazy("Other"), NOT_STATED: NOT_STATED_SAID}
#: the dimensions whose values keep their own order; the others stand by size
_IN_ORDER = ("age_band", "sex", "disability", "new_or_returning")


def breakdown(report, attribute, head):
    """The persons who attended by one attribute: attended, of each sex, and trained (not for publication) of each value."""
    key = f"by_{attribute}"
    sexes = _sexes(report) if attribute != "sex" else []
    trained = report.trained(attribute)
    rows = tuple(
        Row(
            report.names.of(attribute, value),
            (
                opened(counted(report, key, value), head="attended", by=attribute, value=value),
                *(
                    opened(counted(report, f"{key}_and_sex", value, sex), head="attended", by=attribute, value=value, sex=sex)
                    for sex in sexes
                ),
                *([] if trained is None else [opened(Figure(trained.get(value)), head="trained", by=attribute, value=value)]),
            ),
            _bar(report, attribute, value),
        )
        for value in _sorted(attribute, report.figures[key])
    )
    foot = [opened(counted(report, "unique_persons"), head="attended")]
    foot += [opened(counted(report, "by_sex", sex), head="attended", sex=sex) for sex in sexes]
    columns = [_("Attended"), *(str(SEXES[sex]) for sex in sexes)]
    if trained is not None:
        foot, columns = [*foot, opened(Figure(report.figures["trained"]), head="trained")], [*columns, _("Trained")]
    return plain(
        report,
        key,
        head,
        tuple(columns),
        rows,
        foot=Row(_("All persons"), tuple(foot)),
        scale=max((count for count in report.figures[key].values() if count), default=0),
        legend=bool(sexes) and any(row.parts for row in rows),
        folded=tuple(number for number, sex in enumerate(sexes, start=1) if sex != "F"),
        note=said(report, key, f"{key}_and_sex", "by_sex", "unique_persons", note=_stated(report, key)),
    )


def _sexes(report):
    """The sexes that have a column: women and men always, the others when somebody is of them."""
    return [sex for sex in SEXES if sex in ("F", "M") or sex in report.figures["by_sex"]]


def _sorted(attribute, counts):
    """The values in the order of the rows, not stated last; hidden ones, whose place would tell their size, by their names."""
    size = {value: 0 if attribute in _IN_ORDER else -(counts[value] or 0) for value in counts}
    return sorted(counts, key=lambda value: (value == NOT_STATED, size[value], value))


def _bar(report, attribute, value):
    """The parts of a row's bar, women and the others; nothing where one of them is hidden."""
    whole = counted(report, f"by_{attribute}", value)
    if attribute == "sex":
        return (whole.value,) if whole.value else ()
    women = counted(report, f"by_{attribute}_and_sex", value, "F")
    return () if "hidden" in (whole.kind, women.kind) else (women.value, whole.value - women.value)


def _stated(report, key):
    """How many of how many said it: the denominator of every share of the table."""
    if hides(report, key, "unique_persons"):
        return ""
    counts = report.figures[key]
    everybody, silent = sum(counts.values()), counts.get(NOT_STATED, 0)
    words = ngettext("Stated by %(stated)d of %(count)d person.", "Stated by %(stated)d of %(count)d persons.", everybody)
    return words % {"stated": everybody - silent, "count": everybody} if everybody else ""


def disability(report):
    """The answers to the Washington Group Short Set: sums alone, never by person and never drilled down."""
    rows = []
    for part, label in PARTS["disability"].items():
        figure = counted(report, "disability", part)
        rows.append(Row(str(label), (figure, *_of_each_sex(report, part)), (figure.value,) if figure.value else ()))
    sexes = [str(SEXES[sex]) for sex in _sexes_of_answers(report)]
    note = said(report, "disability", "by_disability_and_sex")
    whole = report.figures["unique_persons"] or 0
    return plain(report, "disability", _("Answer"), (_("Persons"), *sexes), tuple(rows), scale=whole, note=note)


#: part of `disability` → the values of the breakdown it is the sum of
_ANSWERS = {
    "answered": ("with_disability", "without_disability"),
    "with_disability": ("with_disability",),
    "declined": (NOT_STATED,),
}


def _sexes_of_answers(report):
    """No column when the answers are erased: their totals are of everybody."""
    return _sexes(report) if report.figures["by_disability_and_sex"] else []


def _of_each_sex(report, part):
    for sex in _sexes_of_answers(report):
        figures = [counted(report, "by_disability_and_sex", value, sex) for value in _ANSWERS[part]]
        hidden = next((figure for figure in figures if figure.kind == "hidden"), None)
        yield hidden or Figure(sum(figure.value for figure in figures))


def head_counts(report):
    """The persons counted by head, by institution, the sexes in the note; None when every workshop has a list of names."""
    found = report.figures.get("head_count")
    if not found:
        return None
    rows = tuple(
        Row(report.names.of("institution", value), (counted(report, "head_count", "by_institution", value),))
        for value in _sorted("institution", found["by_institution"])
    )
    foot = Row(_("All persons"), (counted(report, "head_count", "persons"),))
    note = said(report, "head_count", note=_by_head(report, found))
    return plain(report, "head_count", _("Institution"), (_("Persons"),), rows, foot=foot, note=note)


def _by_head(report, found):
    """How many workshops, and how many persons of each sex."""
    count = found["workshops"]
    words = ngettext("%(count)d workshop, not verifiable by name.", "%(count)d workshops, not verifiable by name.", count)
    numbers = (f"{SEXES[sex]} {counted(report, 'head_count', 'by_sex', sex).text}" for sex in found["by_sex"])
    return f"{words % {'count': count}} {_(' · ').join(numbers)}"
