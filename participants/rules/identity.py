"""Keys under which persons and institutions are found and told apart. Folding is done here, in Python, for both databases."""

import re
import unicodedata

from anyascii import anyascii

_ARABIC_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_ARABIC_LETTERS = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_BIDI_CONTROLS = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ARABIC_SAME = str.maketrans("أإآٱىةؤئگڭڤپچ", "اااايهويككفبج")


def email_key(email):
    """The key that makes two addresses the same person: NFKC, trimmed, case folded. Empty stays empty."""
    return unicodedata.normalize("NFKC", email or "").strip().casefold()


def latin_key(text):
    """`text` without accents, case and punctuation; words kept, one space between them."""
    return re.sub(r"[^0-9a-z]+", " ", anyascii(text or "").casefold()).strip()


def arabic_key(text):
    """Arabic `text` without vowel signs and tatweel; letters that people write either way made one."""
    bare = _ARABIC_MARKS.sub("", unicodedata.normalize("NFKC", text or "")).translate(_ARABIC_SAME)
    return re.sub(r"[^0-9\u0621-\u064a]+", " ", bare).strip()


def folded(text):
    """The search key of a text in either script."""
    return f"{latin_key(only_latin(text))} {arabic_key(text)}".strip()


def is_latin_name(text):
    """Whether `text` has a letter and none of the Arabic script: signs and pictures alone are no name."""
    return any(sign.isalpha() for sign in text) and not _ARABIC_LETTERS.search(text)


def without_controls(text):
    """`text` without the invisible signs that turn the direction of writing: keyboards leave them, papers must not obey."""
    return _BIDI_CONTROLS.sub("", text)


def only_latin(text):
    """`text` with a space for each sign of the Arabic script."""
    return _ARABIC_LETTERS.sub(" ", text or "")
