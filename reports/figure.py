"""One figure of a report: its number for machines, its text for people. Page, paper and workbook all show these."""

from dataclasses import dataclass, field

from django.utils.formats import number_format

from accounts.templatetags.ui import DASH, NO_BREAK, format_percent

#: what stands in the place of a figure that is not published
HIDDEN = "•"


@dataclass(frozen=True)
class Figure:
    """`value` is a number, a text or None (not known). `kind`: count, decimal, share (of 1), percent, money, text, hidden.

    `places` is how many decimals a decimal has. A `hidden` figure is of 1 to 4 persons, or would tell one that is. `cell` is
    the query that opens the rows behind it (`reports.rules.behind.Cell`), empty for what cannot be opened.
    """

    value: object
    kind: str = "count"
    places: int = 2
    cell: str = field(default="", compare=False)

    @property
    def text(self):
        """As printed in the current language; unknown is a dash, never 0."""
        if self.kind == "hidden":
            return HIDDEN
        if self.value is None:
            return DASH
        if self.kind == "text":
            return str(self.value)
        if self.kind == "share":
            return format_percent(self.value)
        places = {"count": None, "decimal": self.places, "percent": 1, "money": 2}[self.kind]
        if self.kind != "decimal" and self.value == int(self.value) and self.kind != "percent":
            places = None
        number = number_format(self.value, places, force_grouping=True)
        return f"{number}{NO_BREAK}%" if self.kind == "percent" else number

    @property
    def number(self):
        """What a workbook stores: a number, a text, or None. A hidden figure stays hidden."""
        return HIDDEN if self.kind == "hidden" else self.value
