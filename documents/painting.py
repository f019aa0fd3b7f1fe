"""A laid-out page as WeasyPrint draws it: its operators, cut into what never changes and one piece for each field.

The one module that knows WeasyPrint from inside (70). If another version draws differently, the proof in
`documents.skeletons` fails and every paper goes the plain way: slower, never wrong.
"""

from copy import copy
from dataclasses import dataclass

import pydyf
from weasyprint.formatting_structure.boxes import LineBox, ReplacedBox, TextBox
from weasyprint.pdf.stream import Stream

#: CSS pixels to PDF points
SCALE = 0.75
#: how far words may stand out of their box, in CSS pixels, and still count as inside: rounding
SLACK = 1


class NotSeparable(ValueError):
    """The drawing of a field is mixed with that of something else."""


@dataclass(frozen=True)
class Painted:
    """`operators` of the page in order; `marks`: {field: its marked-content ids in order}; `fonts` used."""

    operators: list
    marks: dict
    fonts: dict

    def pieces(self):
        """{field: (start, end)}: the operators that draw it and nothing else. Raises NotSeparable."""
        owners = {mark: field for field, marks in self.marks.items() for mark in marks}
        found, opened = {}, []
        for place, operator in enumerate(self.operators):
            if operator == b"q":
                opened.append((place, set()))
            elif operator.startswith(b"<</MCID "):
                for _place, seen in opened:
                    seen.add(owners.get(_mark(operator)))
            elif operator == b"Q":
                start, seen = opened.pop()
                if len(seen) == 1 and None not in seen:
                    found[next(iter(seen))] = (start, place + 1)
        if found.keys() != self.marks.keys():
            raise NotSeparable(", ".join(sorted(map(str, self.marks.keys() - found.keys()))))
        return found

    def piece(self, place):
        """The Piece between the operators `place`."""
        parts, ids, start = [], [], place[0]
        for at in range(*place):
            if self.operators[at].startswith(b"<</MCID "):
                parts.append(b"\n".join(self.operators[start:at]))
                ids.append(_mark(self.operators[at]))
                start = at + 1
        if ids != list(range(ids[0], ids[0] + len(ids))):
            raise NotSeparable("its marks are not in order")
        return Piece((*parts, b"\n".join(self.operators[start : place[1]])))


@dataclass(frozen=True)
class Piece:
    """The drawing of a field between its marks: whole once the marks are numbered."""

    parts: tuple

    @property
    def marks(self):
        return len(self.parts) - 1

    def numbered(self, first):
        """The operators, its marks numbered from `first`."""
        if len(self.parts) == 2:
            return b"%s\n<</MCID %d>>\n%s" % (self.parts[0], first, self.parts[1])
        joined = [self.parts[0]]
        for number, part in enumerate(self.parts[1:], first):
            joined += [b"<</MCID %d>>" % number, part]
        return b"\n".join(joined)


class _Stream(Stream):
    """WeasyPrint's stream, forgetting colour and font whenever it goes a level deeper: each piece sets what it needs."""

    def push_state(self):
        super().push_state()
        self._current_color = self._current_color_stroke = self._current_font = None
        self._current_alpha = self._current_alpha_stroke = None


def paint(document):
    """Draw the first page of a weasyprint Document much as its `write_pdf` does; returns a Painted."""
    page, tags = document.pages[0], {}
    resources = pydyf.Dictionary({name: pydyf.Dictionary() for name in ("ExtGState", "XObject", "Pattern", "Shading")})
    resources["ColorSpace"] = None
    area = (0, 0, page.width, page.height)
    stream = _Stream(document.fonts, area, resources, {}, tags, document.color_profiles, document.output_intent)
    stream.transform(d=-1, f=page.height * SCALE)
    page.paint(stream, SCALE)
    marks = {name: sorted(_marks(box, tags)) for name, box in find_fields(document).items()}
    return Painted([_bytes(item) for item in stream.stream], marks, dict(document.fonts))


def with_letters(font, other):
    """A copy of a font of WeasyPrint that holds the letters of `other` too."""
    font = copy(font)
    font.to_unicode, font.widths = dict(font.to_unicode), dict(font.widths)
    for glyph, text in other.to_unicode.items() if other else ():
        font.to_unicode.setdefault(glyph, text)
        font.widths.setdefault(glyph, other.widths[glyph])
    return font


def find_fields(document):
    """{name: box} of the first page's fields, in the order of the page."""
    return dict(_named("data-field", document.pages[0]._page_box))


def find_rooms(document):
    """(name, box) of each box of a fixed height that is no field, on whatever page."""
    for page in document.pages:
        yield from _named("data-room", page._page_box)


def _named(attribute, box, owner=None):
    """(what `attribute` says, box) of each element that has it, in the order of the page; `owner`: that of the box around."""
    box = _bare(box)
    if box.element is not owner and box.element is not None and (name := box.element.get(attribute)) is not None:
        yield name, box
    for child in box.children:
        yield from _named(attribute, child, box.element)


def box_of(box):
    """(x, y, width, height) of a box's content."""
    return box.content_box_x(), box.content_box_y(), box.width, box.height


def overflows(box):
    """Whether a line or picture stands out of `box` above or below, or a word beside."""
    x, y, width, height = box_of(box)
    for inner in _insides(box):
        if isinstance(inner, TextBox):
            start, end = inner.position_x - x, inner.position_x + inner.width - x - width
        else:
            start, end = inner.position_y - y, inner.position_y + inner.height - y - height
        if start < -SLACK or end > SLACK:
            return True
    return False


def _insides(box):
    """Lines, words and pictures: the height of a word is its font's, the height of a line what it takes. No spaces: one at
    the end of a line stands beside the box.
    """
    for child in map(_bare, box.children):
        if isinstance(child, LineBox | ReplacedBox) or isinstance(child, TextBox) and child.text.strip():
            yield child
        yield from _insides(child)


def _leaves(box):
    for child in map(_bare, box.children):
        if isinstance(child, TextBox | ReplacedBox):
            yield child
        else:
            yield from _leaves(child)


def _marks(box, tags):
    for inner in _leaves(box):
        if inner in tags:
            yield tags[inner]["mcid"]


def _bare(box):
    """The box itself: positioned ones stand in the tree behind a placeholder."""
    return getattr(box, "_box", box)


def _mark(operator):
    return int(operator[8:-2])


def _bytes(item):
    if isinstance(item, bytes):
        return item
    return item.encode() if isinstance(item, str) else item.data
