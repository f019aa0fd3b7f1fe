"""Papers to files, the quick way where it can be proved to give the same page, else the plain way. Through `documents.pdf`."""

import gc
import logging
import re
from collections import defaultdict
from contextlib import contextmanager
from io import BytesIO

from pikepdf import Array, Pdf, String

from documents import qr
from documents.finishing import attach, elements_of, entitle, fill, save, set_text, tag
from documents.papers import Code, DoesNotFit
from documents.skeletons import TITLE, Ambiguous, BadDesign, Shared, lay_out, skeleton_of
from documents.typesetting import Layout

log = logging.getLogger(__name__)
#: fields laid out together; more only take more memory
FIELDS = 600
_FONT = re.compile(rb"/(\w+) [\d.]+ Tf")
_GLYPHS = re.compile(rb"<([0-9a-f]+)>")


def typeset(papers):
    """The file of each of `papers`, or the exception that says why there is none (DoesNotFit, or what went wrong)."""
    made = [None] * len(papers)
    with _no_collector():
        for shared, numbers in _groups(papers).items():
            files = _typeset_alike(shared, [papers[number] for number in numbers])
            for number, file in zip(numbers, files, strict=True):
                made[number] = file
    return made


@contextmanager
def _no_collector():
    """Laying out makes many objects that stay until the end: looking for garbage among them takes a fifth of the time."""
    ours = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ours:
            gc.enable()


def plain(paper):
    """The file as WeasyPrint alone makes it, tagged and with its data: the reference. Raises DoesNotFit."""
    layout = Layout(paper.html(), paper.stylesheets)
    layout.check(paper.pages)
    if too_long := layout.overflowing():
        raise DoesNotFit(", ".join(sorted(too_long)))
    with Pdf.open(BytesIO(layout.write())) as pdf:
        tag(pdf, layout.passages())
        attach(pdf, paper.data_name, paper.data_description)
        fill(pdf, paper.data)
        return save(pdf)


def _groups(papers):
    groups = defaultdict(list)
    for number, paper in enumerate(papers):
        groups[Shared(paper)].append(number)
    return groups


def _typeset_alike(shared, papers):
    try:
        skeleton = skeleton_of(shared)
        drawn = _drawn(skeleton, papers)
    except (BadDesign, Ambiguous) as error:
        if isinstance(error, BadDesign):
            log.warning("papers of %s are set the plain way, ten times slower: %s", papers[0].template, error)
        return [_attempt(plain, paper) for paper in papers]
    except Exception as error:  # DoesNotFit, or a defect: the same for all of them
        return [error] * len(papers)
    with Pdf.open(BytesIO(skeleton.pdf)) as pdf:
        sheet = _Sheet(pdf, skeleton)
        return [_attempt(sheet.file, paper, drawn) for paper in papers]


def _attempt(make, *args):
    try:
        return make(*args)
    except Exception as error:  # one paper that fails holds up nobody
        return error


class _Unusual(Exception):
    """A field the skeleton's fonts do not hold."""


def _drawn(skeleton, papers):
    """{box of a field: its Piece, or why it has none}: what is not known yet is laid out, each field once."""
    wanted = {part.box: part for paper in papers for part in paper.words}
    drawn = {box: skeleton.pieces[box] for box in wanted if box in skeleton.pieces}
    drawn |= {box: _Unusual(part.name) for box, part in wanted.items() if not part.is_ordinary}
    new = [box for box in wanted if box not in drawn]
    for start in range(0, len(new), FIELDS):
        some = new[start : start + FIELDS]
        layout = lay_out(papers[0], [wanted[box] for box in some], skeleton.rules)
        painted, full = layout.paint(), layout.overflowing()
        places = painted.pieces()
        for number, box in enumerate(some):
            piece = painted.piece(places[str(number)])
            if str(number) in full:
                piece = DoesNotFit(wanted[box].name)
            elif not _holds(skeleton, piece):
                piece = _Unusual(wanted[box].name)
            drawn[box] = piece
            skeleton.keep(box, piece)
    return drawn


def _holds(skeleton, piece):
    """Whether the skeleton's fonts hold every glyph of `piece`."""
    held = frozenset()
    for line in b"\n".join(piece.parts).split(b"\n"):
        if font := _FONT.match(line):
            held = skeleton.glyphs.get(font[1].decode(), frozenset())
        elif line.endswith(b"TJ"):
            for glyphs in _GLYPHS.findall(line):
                if not held.issuperset(int(glyphs[at : at + 4], 16) for at in range(0, len(glyphs), 4)):
                    return False
    return True


class _Sheet:
    """A skeleton opened, filled for one person after the other."""

    def __init__(self, pdf, skeleton):
        elements = elements_of(pdf)
        self.pdf, self.skeleton = pdf, skeleton
        self.slots = [(name, elements[number]) for name, number in skeleton.slots]
        self.owners = list(pdf.Root.StructTreeRoot.ParentTree.Nums[1])[: skeleton.marks]
        self.stream = pdf.pages[0].obj.Contents[1]
        self.counts = None

    def file(self, paper, drawn):
        """The bytes of `paper`; one with unusual letters goes the plain way. Raises DoesNotFit."""
        pieces = {}
        for part in paper.present:
            piece = self._code(part) if isinstance(part, Code) else drawn[part.box]
            if isinstance(piece, DoesNotFit):
                raise piece
            if isinstance(piece, _Unusual):
                return plain(paper)
            pieces[part.name] = piece
        self._draw(pieces)
        self._name(paper)
        return save(self.pdf)

    def _code(self, part):
        piece = self.skeleton.blanks[part.name]
        *others, last = piece.parts
        return type(piece)((*others, last.replace(qr.UNIT, qr.operators(part.text))))

    def _draw(self, pieces):
        drawing, first = [], self.skeleton.marks
        for name, _element in self.slots:
            drawing.append(pieces[name].numbered(first))
            first += pieces[name].marks
        self.stream.write(b"\n".join([*drawing, self.skeleton.foot]))
        counts = [pieces[name].marks for name, _element in self.slots]
        if counts != self.counts:
            self._own(counts)

    def _own(self, counts):
        """Share the marks out among the paragraphs of the fields."""
        owners, first = list(self.owners), self.skeleton.marks
        for (_name, element), count in zip(self.slots, counts, strict=True):
            element.K = Array(range(first, first + count))
            owners += [element] * count
            first += count
        self.pdf.Root.StructTreeRoot.ParentTree.Nums[1] = Array(owners)
        self.counts = counts

    def _name(self, paper):
        parts = {part.name: part for part in paper.present}
        for name, element in self.slots:
            part = parts[name]
            if isinstance(part, Code):
                element.Alt = String(part.alt)
            elif part.direction == "rtl":
                set_text(element, " ".join(part.text.split()))
        entitle(self.pdf, self.skeleton.xmp, TITLE, paper.title)
        fill(self.pdf, paper.data)
