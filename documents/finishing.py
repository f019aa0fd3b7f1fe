"""What WeasyPrint leaves out of a tagged file, put in with pikepdf: languages, words of right-to-left paragraphs, data."""

import hashlib
import struct
import zlib
from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Stream, String

from documents.images import indexed

PARAGRAPHS = {"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"}
FIGURE = "/Figure"
#: CSS pixels to PDF points
SCALE = Decimal("0.75")


#: what a reader needs of a TrueType font whose glyphs are named by their numbers (ISO 32000-1, 9.9)
NEEDED = {b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep"}


class NotTagged(ValueError):
    """The tags of a file are not those of its paper: a paragraph that holds more than inline text, or a part of a page."""


def tag(pdf, passages):
    """Give each paragraph and picture of `pdf`, in order, what its Passage knows; returns their structure elements.

    A paragraph takes the marks of its runs itself: one element for each paragraph, as a reader counts.
    """
    elements = list(_passages(pdf.Root.StructTreeRoot.K[0]))
    if len(elements) != len(passages) or any((e.S == FIGURE) != p.picture for e, p in zip(elements, passages, strict=True)):
        raise NotTagged(f"{len(elements)} tags for {len(passages)} passages")
    owners, height = _owners(pdf), pdf.pages[0].MediaBox[3]
    for element, passage in zip(elements, passages, strict=True):
        if passage.picture:
            _place(element, height)
        else:
            _flatten(element, owners[element.Pg.objgen])
            set_text(element, passage.actual)
        if passage.lang and passage.lang != str(pdf.Root.get("/Lang", "")):
            element.Lang = String(passage.lang)
    return elements


def elements_of(pdf):
    """The structure elements of the paragraphs and pictures of a file that `tag` has been through, in order."""
    return list(_passages(pdf.Root.StructTreeRoot.K[0]))


def set_text(element, actual):
    """The words of a paragraph in logical order, for readers that see right-to-left text as it is painted."""
    if actual:
        element.ActualText = String(actual)


def _passages(element):
    for child in element.get("/K", ()):
        if isinstance(child, Dictionary):
            if child.S in PARAGRAPHS or child.S == FIGURE:
                yield child
            else:
                yield from _passages(child)


def _owners(pdf):
    """{page: the array that names the structure element of each of its marks}"""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    if len(numbers) != 2 * len(pdf.pages):  # a key and an array for each
        raise NotTagged("something beside the marks of its pages")
    return {page.obj.objgen: numbers[2 * number + 1] for number, page in enumerate(pdf.pages)}


def _flatten(element, owners):
    marks = list(_marks(element))
    for mark in marks:
        owners[mark] = element
    element.K = Array(marks)


def _marks(element):
    for child in element.get("/K", ()):
        if isinstance(child, int):
            yield child
        else:
            yield from _marks(child)


def _place(figure, height):
    """WeasyPrint gives a figure's box in CSS pixels from the top."""
    left, top, right, bottom = (Decimal(value) * SCALE for value in figure.A.BBox)
    figure.A.BBox = Array([round(value, 3) for value in (left, Decimal(height) - bottom, right, Decimal(height) - top)])


def attach(pdf, name, description):
    """Embed an empty JSON file `name` beside the page, as PDF/A-3 asks; `fill` gives it its bytes."""
    stream = pdf.make_stream(b"", Type=Name.EmbeddedFile, Subtype=Name("/application/json"), Params=Dictionary())
    spec = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(name),
            UF=String(name),
            Desc=String(description),
            AFRelationship=Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String(name), spec])))
    pdf.Root.AF = Array([spec])


def fill(pdf, data):
    """The bytes of the file `attach` embedded."""
    stream = pdf.Root.AF[0].EF.F
    stream.write(data)
    digest = hashlib.md5(data, usedforsecurity=False).digest()  # the checksum PDF asks for
    stream.Params = Dictionary(Size=len(data), CheckSum=String(digest))


def entitle(pdf, xmp, old, new):
    """The title, in the document information and in `xmp`, the metadata of a file whose title is `old`."""
    pdf.docinfo.Title = String(new)
    written = xmp.replace(escape(old).encode(), escape(new).encode())
    pdf.Root.Metadata.write(zlib.compress(written), filter=Name.FlateDecode)


def slim(pdf):
    """Leave out of the embedded fonts what a PDF reader never asks for: it is told each letter's glyph, width and meaning.
    Pictures of few colours name each once.
    """
    for entry in pdf.objects:
        if isinstance(entry, Stream) and entry.get("/ColorSpace") == Name.DeviceRGB and "/Width" in entry:
            _index(entry)
        elif isinstance(entry, Dictionary) and entry.get("/Type") == "/FontDescriptor" and "/FontFile2" in entry:
            program = entry.FontFile2
            data = without_tables(program.read_bytes())
            program.write(data)
            program.Length1 = len(data)


def _index(picture):
    if not (found := indexed(int(picture.Width), int(picture.Height), picture.read_bytes())):
        return
    colours, pixels = found
    picture.write(zlib.compress(pixels, 9), filter=Name.FlateDecode)
    picture.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, len(colours) // 3 - 1, String(colours)])


def without_tables(font):
    """A TrueType program with the tables NEEDED alone."""
    count = int.from_bytes(font[4:6], "big")
    entries = [struct.unpack(">4sLLL", font[12 + 16 * n : 28 + 16 * n]) for n in range(count)]
    entries = [entry for entry in entries if entry[0] in NEEDED]
    places, body, start = [], b"", 12 + 16 * len(entries)
    for name, check, offset, length in entries:
        places.append(struct.pack(">4sLLL", name, check, start + len(body), length))
        body += font[offset : offset + length] + bytes(-length % 4)
    power = len(entries).bit_length() - 1
    head = struct.pack(">HHHH", len(entries), 16 << power, power, 16 * len(entries) - (16 << power))
    return font[:4] + head + b"".join(places) + body


def save(pdf):
    """The bytes: small, and the same for the same contents."""
    target = BytesIO()
    pdf.save(target, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return target.getvalue()
