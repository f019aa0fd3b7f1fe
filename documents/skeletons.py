"""Skeletons: the part of a paper that stands on many, laid out once, proved, tagged and kept as bytes."""

import hashlib
import json
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BytesIO
from unicodedata import category, normalize

from django.utils.html import format_html, format_html_join
from pikepdf import Array, Pdf

from documents.finishing import NotTagged, attach, save, slim, tag
from documents.painting import NotSeparable, with_letters
from documents.papers import DoesNotFit
from documents.typesetting import Layout, kept, rules

#: the title of a skeleton, until a paper has its own
TITLE = "title of one paper"
#: skeletons kept by one process (60 kB each), and drawn fields kept by one skeleton
KEPT, KEPT_PIECES = 32, 512

#: the first box keeps the others from being the whole page
_FRAME = '<html lang="en"><title>{}</title><body class="{}"><p class="field" data-field="first">0</p>{}</body></html>'


class BadDesign(ValueError):
    """A design breaks the rules of `documents.papers`; says which and where."""


class Ambiguous(ValueError):
    """The fixed words need a letter that shares its glyph with one of an alphabet: their papers are set the plain way."""


@dataclass
class Skeleton:
    """`pdf`: the file with an empty stream for the person on its first page. `slots`: (field, number of its paragraph in
    the tags), in the order drawn. `marks`: those of the fixed part. `foot`: what closes the page. `glyphs`: {font: what it
    holds}."""

    pdf: bytes
    slots: tuple
    marks: int
    foot: bytes
    glyphs: dict
    xmp: bytes
    rules: object
    blanks: dict
    pieces: OrderedDict = field(default_factory=OrderedDict)

    def keep(self, html, piece):
        """Remember a drawn field: institutions and sentences come again."""
        self.pieces[html] = piece
        while len(self.pieces) > KEPT_PIECES:
            self.pieces.popitem(last=False)


class Shared:
    """What a Paper has in common with others: equal ones share a skeleton."""

    def __init__(self, paper):
        self.paper = paper
        facts = [paper.template, paper.stylesheets, paper.context, paper.body, [part.kind for part in paper.present]]
        facts += [paper.data_name, paper.data_description, paper.pages]
        self.digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).digest()

    def __eq__(self, other):
        return self.digest == other.digest

    def __hash__(self):
        return hash(self.digest)


def skeleton_of(shared):
    """The Skeleton of a Shared; raises DoesNotFit when its fixed words take more than a page, BadDesign, Ambiguous."""
    found = _kept(shared)
    if isinstance(found, Exception):
        raise found
    return found


@lru_cache(maxsize=KEPT)
def _kept(shared):
    """What `make` gives; its refusals are kept too, so that they cost but once."""
    try:
        return make(shared.paper)
    except (DoesNotFit, BadDesign, Ambiguous) as refusal:
        return refusal.with_traceback(None)


def make(paper):
    """A new Skeleton for papers like `paper`; see `skeleton_of`."""
    samples = [part.sampled() for part in paper.present]
    whole = Layout(replace(paper, fields=[*samples, *paper.absent], title=TITLE).html(), paper.stylesheets)
    whole.check(paper.pages)
    boxes = whole.boxes()
    if missing := {part.name for part in samples} ^ boxes.keys():
        raise BadDesign(f"not each field stands on the page once: {', '.join(sorted(missing))}")
    placed = rules(_placed(boxes))
    try:
        painted = whole.paint()
        alone = lay_out(paper, samples + [part.worded() for part in paper.words if part.shared], placed).paint()
        order, pieces = prove(painted, alone, [part.name for part in samples])
        letters = _letters(paper, placed, alone.fonts)
        _agree(painted.fonts, letters)
        return _made(paper, whole, painted, order, pieces, letters, placed)
    except (NotSeparable, NotTagged) as error:
        raise BadDesign(str(error)) from error


def lay_out(paper, parts, placed):
    """A Layout of fields alone, each where the page has it, over one another if need be; named 0, 1, …"""
    boxes = format_html_join("", "{}", ((part.html(key=number),) for number, part in enumerate(parts)))
    html = format_html(_FRAME, TITLE, paper.body, boxes)
    return Layout(html, paper.stylesheets, rules=placed)


def prove(painted, alone, names):
    """That the drawing of the page ends with that of its fields, each the same as where fields are drawn alone.

    So the end of the page may be exchanged. `names`: the fields, as they are numbered in `alone`. Returns them in the
    order drawn, and {field: its Piece}; raises BadDesign.
    """
    places, others = painted.pieces(), alone.pieces()
    order = sorted(places, key=places.get)
    end = places[order[0]][0]
    pieces = {}
    for name in order:
        start, pieces[name] = places[name][0], painted.piece(places[name])
        number = str(names.index(name))
        if start != end:
            raise BadDesign(f"something is drawn before field {name} that is no field: only fields may have a z-index")
        if pieces[name] != alone.piece(others[number]):
            raise BadDesign(f"field {name} looks different alone: it takes its style or place from what stands around it")
        end = places[name][1]
    if set(painted.operators[end:]) - {b"Q"}:
        raise BadDesign("something is drawn after the fields: only fields may have a z-index")
    return order, pieces


def _placed(boxes):
    """CSS that puts each field where the whole page has it."""
    common = "@page{margin:0}html,body{margin:0;padding:0}"
    common += ".field{position:absolute!important;float:none!important;margin:0!important;padding:0!important}"
    rule = ".field.{}{{left:{!r}px!important;top:{!r}px!important;width:{!r}px!important;height:{!r}px!important}}"
    return common + "".join(rule.format(name, *box) for name, box in boxes.items())


def _letters(paper, placed, more):
    """The fonts with every letter the fields may need, and those of the fonts `more`."""
    parts = {part.face: part.specimen() for part in paper.words}
    key = (paper.stylesheets, tuple((part.name, face) for face, part in parts.items()))
    fonts = kept(key, lambda: lay_out(paper, parts.values(), placed).paint().fonts)
    fonts = {name: with_letters(font, more.get(name)) for name, font in fonts.items()}
    return more | fonts


def _agree(fonts, letters):
    """Raises Ambiguous when a glyph of the fixed part stands for other letters than in the alphabets."""
    read = {font.hash: font.to_unicode for font in letters.values()}
    for font in fonts.values():
        for glyph, text in font.to_unicode.items():
            if _plain(read.get(font.hash, {}).get(glyph, text)) != _plain(text):
                raise Ambiguous(f"{text!r} shares a glyph with another letter")


def _plain(text):
    return "".join(letter for letter in normalize("NFKC", text) if category(letter) != "Cf")


def _made(paper, whole, painted, order, pieces, letters, placed):
    passages = whole.passages()
    written = whole.write(fonts=letters)
    start = painted.pieces()[order[0]][0]
    with Pdf.open(BytesIO(written)) as pdf:
        tag(pdf, passages)
        attach(pdf, paper.data_name, paper.data_description)
        slim(pdf)
        fixed = b"\n".join(painted.operators[:start])
        pdf.pages[0].obj.Contents = Array([pdf.make_stream(fixed), pdf.make_stream(b"")])
        xmp = pdf.Root.Metadata.read_bytes()
        data = save(pdf)
    numbers = {passage.field: number for number, passage in enumerate(passages) if passage.field}
    return Skeleton(
        pdf=data,
        slots=tuple((name, numbers[name]) for name in order),
        marks=min(mark for marks in painted.marks.values() for mark in marks),
        foot=b"\n".join(painted.operators[painted.pieces()[order[-1]][1] :]),
        glyphs={font.hash: frozenset(font.to_unicode) for font in letters.values()},
        xmp=xmp,
        rules=placed,
        blanks={part.name: pieces[part.name] for part in paper.codes},
    )
