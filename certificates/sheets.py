"""The sheets certificates are set on: for each design its template and styles, and about how much fits where. Pure.

What is guessed here only saves tries: a page that does not fit is set again, drawn together more (see `certificates.pdf`).
"""

from dataclasses import dataclass, replace
from math import ceil

#: how much a page is drawn together, until everything stands on it
DENSEST = 5
#: classes of a name from the largest; the last three wrap
NAME_SIZES = ("xl", "lg", "md", "sm", "xs", "xxs", "tiny")
#: classes of an institution
INSTITUTION_SIZES = ("", "long", "longer", "longest")
#: letters of a sentence up to which it asks for no more room than usual
USUAL_SENTENCE = 150
#: an Arabic letter takes less room than a Latin one
ARABIC_LETTER = 0.85
#: the classes of the stylesheet end here
MOST_LINES = {"sentence": 16, "lead": 8}


@dataclass(frozen=True)
class Sheet:
    """One design. `letters`: those of topics and disclaimer up to which each density usually does; `airy`: up to so many the
    page has room to breathe. `lines`: letters of a line of a sentence at each density, `airy_line` on an airy page; `leads`:
    the same of leads. `names`, `institutions`: up to which breadth, in font sizes, each of their classes does; `back`: letters
    of topics overleaf; `weight`: how many letters of topics take the room of one of a sentence.
    """

    design: str
    letters: tuple
    airy: int
    lines: tuple
    airy_line: int
    leads: tuple
    names: tuple
    institutions: tuple
    back: tuple
    weight: float

    @property
    def template(self):
        return f"certificates/pdf/{self.design}.html"

    @property
    def stylesheets(self):
        return "static:css/certificate.css", f"static:css/certificate-{self.design}.css"


_COLUMN = (46, 48, 50, 57, 61, 71)
CLASSIC = Sheet(
    "classic",
    letters=(420, 760, 1000),
    airy=260,
    lines=_COLUMN,
    airy_line=42,
    leads=_COLUMN,
    names=(24.5, 29.5, 39, 49, 98, 210),
    institutions=(41, 76, 130),
    back=(900, 1800, 3200),
    weight=1.75,
)
PORTRAIT = Sheet(
    "portrait",
    letters=(520, 900, 1400),
    airy=300,
    lines=_COLUMN,
    airy_line=42,
    leads=(72, 76, 80, 88, 96, 110),
    names=(17, 22, 28.5, 34.5, 66, 138),
    institutions=(41, 76, 130),
    back=(1400, 2600, 4200),
    weight=1.75,
)
SINGLE = Sheet(
    "single",
    letters=(560, 900, 1300),
    airy=300,
    lines=(60, 67, 74, 83, 94, 106),
    airy_line=56,
    leads=(88, 94, 102, 112, 124, 140),
    names=(19, 24, 32.5, 41, 80, 168),
    institutions=(80, 150, 250),
    back=(1500, 2600, 4200),
    weight=3.5,
)
SHEETS = {sheet.design: sheet for sheet in (CLASSIC, PORTRAIT, SINGLE)}


@dataclass(frozen=True)
class Attempt:
    """One way to set a paper: `lines` more for each phrase than its letters ask for, names `smaller` by so many classes, the page
    `denser` by so many steps.
    """

    lines: int = 0
    smaller: int = 0
    denser: int = 0

    def after(self, refused):
        """The attempt to make after one in which `refused`, a field or "page", did not fit; None: there is none left."""
        if refused.endswith("_name") or refused.startswith("institution"):
            tried = replace(self, smaller=self.smaller + 1)
        elif refused.startswith(("lead", "sentence")) and not self.lines:
            tried = replace(self, lines=1)
        else:
            tried = replace(self, denser=self.denser + 1)
        return tried if tried.denser <= DENSEST and tried.smaller < len(NAME_SIZES) else None


FIRST = Attempt()


def body_of(sheet, columns, attempt, *, overleaf):
    """The classes of <body> for the columns printed."""
    topics, more = max(len("".join(column["topics"])) for column in columns), attempt.lines
    disclaimer = max(len(column["disclaimer"]) for column in columns)
    longer = max(_letters(column, "sentence") for column in columns) - USUAL_SENTENCE
    front = (0 if overleaf else topics) + disclaimer + sheet.weight * max(0, longer)
    density = min(likely(sheet.letters, front) + attempt.denser, DENSEST)
    airy = front < sheet.airy and not density
    sentence = sheet.airy_line if airy else sheet.lines[density]
    body = [sheet.design, f"density-{density}", *["airy"] * airy, *["rtl"] * (columns[0]["dir"] == "rtl")]
    body += [f"leads-{_lines(columns, 'lead', sheet.leads[density], more)}"]
    body += [f"sentences-{_lines(columns, 'sentence', sentence, more)}", *[f"back-{likely(sheet.back, topics)}"] * overleaf]
    return " ".join(body)


def likely(limits, letters):
    """The first step worth trying for so many letters."""
    return sum(letters > limit for limit in limits)


def size(classes, limits, breadth, smaller=0):
    """The class of a text so broad, and so many classes smaller."""
    return classes[min(sum(breadth > limit for limit in limits) + smaller, len(classes) - 1)]


def _lines(columns, key, line, more):
    """How many lines a phrase may take, by what all papers of a workshop share: so that they share their skeleton."""
    return min(ceil(max(_letters(column, key) for column in columns) / line) + more, MOST_LINES[key])


def _letters(column, key):
    return column["letters"][key] * (ARABIC_LETTER if column["dir"] == "rtl" else 1)
