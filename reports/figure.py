"""One figure of a report: its number for machines, its text for people. Page, paper and workbook all show these."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.templatetags.ui import DASH, NO_BREAK, format_percent

#: persons in a cell below which nobody outside the office may read it (product.md, Counting: small cells)
SMALL = 5


@dataclass(frozen=True)
class Figure:
    """`value` is a number, a text or None (not known). `kind`: count, decimal, share (of 1), percent, money, text, small.

    `places` is how many decimals a decimal has. A `small` figure hides a number of 1 to 4 persons.
    """

    value: object
    kind: str = "count"
    places: int = 2

    @property
    def text(self):
        """As printed in the current language; unknown is a dash, never 0."""
        if self.kind == "small":
            return _("under 5")
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
        return self.text if self.kind == "small" else self.value


def publishable(figure):
    """`figure` for people outside the office: a head of 1 to 4 persons becomes "under 5"."""
    if figure.kind == "count" and figure.value is not None and 0 < figure.value < SMALL:
        return Figure(None, "small")
    return figure
