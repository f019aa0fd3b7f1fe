"""Text as people type it, in passages: paragraphs parted by an empty line, lists of lines that begin with a dash."""

import re
from dataclasses import dataclass

_ITEM = re.compile(r"^\s*[-–•*]\s+")


@dataclass(frozen=True)
class Passage:
    """`kind` is text (its `lines` are one paragraph) or list (its `lines` are the items)."""

    kind: str
    lines: tuple


def passages(text):
    """The Passages of `text`; nothing of nothing."""
    found = []
    for block in re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        for line in filter(str.strip, block.split("\n")):
            kind = "list" if _ITEM.match(line) else "text"
            words = _ITEM.sub("", line).strip()
            if found and found[-1][0] == kind and found[-1][2] is block:
                found[-1][1].append(words)
            else:
                found.append((kind, [words], block))
    return tuple(Passage(kind, tuple(lines)) for kind, lines, _block in found)
