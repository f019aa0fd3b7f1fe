"""Filling an office's own wording: plain replacement of {name}, and nothing that could be a language.

What stands in braces and is not one plain word ({0.__class__}, {a b}) is text like any other.
"""

import re

_WORD = re.compile(r"\{([^\W\d]\w*)\}")
#: strong characters of scripts written from right to left
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LATIN = re.compile(r"[^\W\d_]")
RIGHT_TO_LEFT_MARK = "\u200f"


def unknown(text, known):
    """The words in braces that are no placeholder, each once, in their order."""
    return [word for word in dict.fromkeys(_WORD.findall(text)) if word not in known]


def missing(text, required):
    """The placeholders of `required` that `text` does not hold."""
    return [word for word in required if word not in _WORD.findall(text)]


def fill(text, values):
    """`text` with every placeholder of `values` replaced, once: what is filled in is not read again.

    A line that holds placeholders and gets nothing from any of them is left out; no two empty lines follow each other.
    """
    lines = [_filled(line, values) for line in text.replace("\r\n", "\n").split("\n") if not _is_hollow(line, values)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def marked(text, language):
    """`text` as it leaves: in Arabic, a line that begins in another script is told to run from right to left.

    A line that is an address alone stays as it is, so that it can be followed.
    """
    if language != "ar":
        return text
    return "\n".join(RIGHT_TO_LEFT_MARK + line if _turns(line) else line for line in text.split("\n"))


def _filled(line, values):
    return _WORD.sub(lambda found: str(values.get(found[1], found[0])), line)


def _is_hollow(line, values):
    words = [word for word in _WORD.findall(line) if word in values]
    return bool(words) and not any(str(values[word]).strip() for word in words)


def _turns(line):
    strong = _LATIN.search(line)
    is_address = re.fullmatch(r"\s*\S+://\S+\s*", line)
    return bool(strong) and not is_address and not _RIGHT_TO_LEFT.match(strong[0]) and bool(_RIGHT_TO_LEFT.search(line))
