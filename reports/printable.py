"""A payload as presentation and tables read it: its figures by path, what is hidden of them, and its names in one language."""

from dataclasses import dataclass
from datetime import date

from reports.names import Names


@dataclass(frozen=True)
class PrintedWorkshop:
    """One workshop of a report. `attended`: its participations, or its heads where there is no list of names; None: not told."""

    code: str
    start: date
    end: date
    attended: int | None = None
    by_head: bool = False
    registers_not_validated: int = 0
    group: str = ""


class Printable:
    """`figures` is the flat object of the JSON; `suppressed` holds the paths of what is not published."""

    def __init__(self, payload, language):
        self.payload = payload
        self.names = Names(payload["names"][language])
        self.figures = payload["report"]
        self.publication = payload["publication"]
        self.suppressed = {tuple(path) for path in payload["suppressed"]}
        self.workshops = [_workshop(row) for row in payload["workshops"]]
        self.apart = [_workshop(row) for row in payload["apart"]]

    @property
    def scope(self):
        return self.figures["scope"]

    def trained(self, attribute):
        """{value: persons trained} of one breakdown, values None without a rule; None where it is not told."""
        cells = self.payload["breakdowns"].get(attribute)
        return None if cells is None else {value: cell["trained"] for value, cell in cells.items()}


def _workshop(row):
    days = {day: date.fromisoformat(row[day]) for day in ("start", "end")}
    return PrintedWorkshop(**{name: row[name] for name in PrintedWorkshop.__dataclass_fields__ if name in row} | days)
