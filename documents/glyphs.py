"""What the fonts of papers can draw, and how broad it is: asked before a paper is laid out."""

import unicodedata
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

#: the fonts in the order they are asked for a letter (fonts-pdf.css); each weight holds the same letters
FONTS = ("fonts/IBMPlexSans-SemiBold.ttf", "fonts/Vazirmatn-SemiBold.ttf")
#: an Arabic letter is narrower joined to its neighbours than the one its font shows alone
JOINED = 0.8


def missing(text):
    """The characters of `text` that no font of papers holds, each once, in their order; they would be printed as boxes."""
    return [letter for letter in dict.fromkeys(unicodedata.normalize("NFC", text)) if not _is_drawn(letter)]


def name_of(letter):
    """A character as a person may look it up: "漢 (U+6F22)"; one that cannot be shown is told by its number alone."""
    number = f"U+{ord(letter):04X}"
    return f"{letter} ({number})" if letter.isprintable() and not unicodedata.category(letter).startswith("M") else number


def breadth(text):
    """About how broad `text` is on one line, in its font size."""
    return sum(_advance(letter) for letter in text)


def _is_drawn(letter):
    return letter in _advances() or letter.isspace() or unicodedata.category(letter) == "Cf" or "\ufe00" <= letter <= "\ufe0f"


def _advance(letter):
    if unicodedata.category(letter) in ("Mn", "Cf"):
        return 0
    width = _advances().get(letter, 1)
    return width * JOINED if unicodedata.name(letter, "").startswith("ARABIC") else width


@cache
def _advances():
    """{character: its breadth in its font size}"""
    found = {}
    for name in FONTS:
        with TTFont(Path(settings.STATICFILES_DIRS[0]) / name, lazy=True) as font:
            units, widths = font["head"].unitsPerEm, font["hmtx"].metrics
            for number, glyph in font.getBestCmap().items():
                found.setdefault(chr(number), widths[glyph][0] / units)
    return found
