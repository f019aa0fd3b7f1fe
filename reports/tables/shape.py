"""What a table is made of: rows of figures under headings."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from reports.figure import Figure
from reports.labels import HIDDEN_SAID

NOTHING = Figure("", "text")


@dataclass(frozen=True)
class Row:
    """A heading, a Figure per column, and the parts of its bar (persons or shares), empty for none."""

    label: str
    figures: tuple
    parts: tuple = ()
    code: str = ""


@dataclass(frozen=True)
class Table:
    """`columns` are the headings after the first; `scale` is what a full bar stands for; `legend`: bars show women first.

    `folded` are the numbers of the columns (from 0) that a telephone has no room for.
    """

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
    folded: tuple = ()


def plain(report, key, head, columns, rows, **more):
    """The Table of an indicator, under its name and definition as they stood when the report was made."""
    name, definition = report.names.defined(key)
    title = more.pop("title", name)
    return Table(key, title, definition, head, columns, rows, **more)


def counted(report, *path, kind="count", places=2):
    """The Figure under `path` of the report's figures: 0 for a category nobody is in; hidden where it is not published."""
    if path in report.suppressed:
        return Figure(None, "hidden")
    *outer, last = path
    value = report.figures
    for key in outer:
        value = value.get(key, {})
    return Figure(value.get(last, 0), kind, places)


def opened(figure, **cell):
    """`figure` with the way to the rows behind it (the fields of a `reports.rules.behind.Cell`); nobody opens a nought."""
    return replace(figure, cell=urlencode(cell)) if figure.kind == "count" and figure.value else figure


def hides(report, *keys):
    """Whether a figure under one of these keys is hidden."""
    return any(path[0] in keys for path in report.suppressed)


def said(report, *keys, note=""):
    """`note`, then what the sign means where one of these keys hides a figure."""
    return " ".join(filter(None, [note, str(HIDDEN_SAID) if hides(report, *keys) else ""]))
