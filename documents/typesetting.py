"""The work with WeasyPrint: fonts, the closed fetcher, tagged archival PDFs. Import it through `documents.pdf` only."""

import re
import threading
from io import BytesIO

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from documents.assets import AssetFetcher
from documents.painting import box_of, find_fields, find_rooms, overflows, paint
from documents.papers import DoesNotFit

FONTS = "static:css/fonts-pdf.css"
VARIANT = "pdf/a-3a"
#: PDF/UA-1 beside PDF/A-3: the claim, and the description PDF/A asks for a schema it does not know
UA_CLAIM = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of the standard</pdfaProperty:description><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""
#: lam-alef as one letter of the presentation forms: readers turn the two letters of a ligature round
LAM_ALEF = {b"06440622": b"FEF5", b"06440623": b"FEF7", b"06440625": b"FEF9", b"06440627": b"FEFB"}
_LAM_ALEF = re.compile(rb"<(0644062[2357])>", re.IGNORECASE)
TEXT_TAGS = {"p", "h1", "h2", "h3", "h4", "h5", "h6"}
_kept = threading.local()


class Layout:
    """A paper laid out: how many pages it takes, its PDF bytes, and where its fields stand.

    A field is a positioned box with the attribute `data-field`, its name; see `documents.papers`. `rules`: those of `rules()`,
    beside the stylesheets.
    """

    def __init__(self, html, stylesheets, *, rules=None):
        kit = _kit()
        self._html = HTML(string=html, url_fetcher=kit.fetcher, base_url="static:")
        sheets = [kit.fonts, *(kit.sheet(name) for name in stylesheets), *([rules] if rules else [])]
        self._document = self._html.render(font_config=kit.config, stylesheets=sheets, pdf_tags=True, pdf_variant=VARIANT)

    @property
    def pages(self):
        return len(self._document.pages)

    def write(self, *followers, fonts=None):
        """The PDF bytes; the pages of `followers` (other Layouts) come after its own, tags and page counts kept.

        `fonts`: those of another Layout's painting, whose glyphs are embedded too.
        """
        document = self._document
        if followers:
            document = document.copy([page for layout in (self, *followers) for page in layout._document.pages])
        target = BytesIO()
        document.fonts.update(fonts or {})
        document.write_pdf(target, finisher=_finish, pdf_variant=VARIANT, pdf_tags=True)
        return target.getvalue()

    def paint(self):
        """The first page as it is drawn: a documents.painting.Painted."""
        return paint(self._document)

    def boxes(self):
        """{name of the field: (x, y, width, height)} of the first page, in CSS pixels."""
        return {name: box_of(box) for name, box in find_fields(self._document).items()}

    def check(self, pages):
        """Raises DoesNotFit unless it takes so many pages and each fixed box holds its words; fields are asked apart."""
        if self.pages != pages:
            raise DoesNotFit(f"{self.pages} pages")
        if too_full := sorted(name for name, box in find_rooms(self._document) if overflows(box)):
            raise DoesNotFit(", ".join(too_full))

    def overflowing(self):
        """The names of the fields whose words do not fit their box."""
        return {name for name, box in find_fields(self._document).items() if overflows(box)}

    def passages(self):
        """What the tags of the file cannot say by themselves, one Passage for each paragraph and picture, in order."""
        root = self._html.etree_element
        return list(_passages(root, root.get("lang", ""), root.get("dir", "ltr"), None))


def rules(text):
    """CSS of a few rules for a Layout, parsed."""
    return CSS(string=text, url_fetcher=_kit().fetcher, font_config=_kit().config)


def kept(key, make):
    """What `make` gives, made once by each thread: fonts of WeasyPrint live and die with their thread's configuration."""
    found = _kit().kept
    if key not in found:
        found[key] = make()
    return found[key]


class Passage:
    """A paragraph, heading or picture: its language, its words when they run from right to left, the field it is in."""

    __slots__ = ("actual", "field", "lang", "picture")

    def __init__(self, element, lang, direction, field):
        self.lang = lang
        self.field = field
        self.picture = element.tag == "img"
        self.actual = " ".join("".join(element.itertext()).split()) if direction == "rtl" and not self.picture else ""


def _passages(element, lang, direction, field):
    lang, direction = element.get("lang", lang), element.get("dir", direction)
    field = element.get("data-field", field)
    if element.tag in TEXT_TAGS or element.tag == "img":
        yield Passage(element, lang, direction, field)
        return
    for child in element:
        yield from _passages(child, lang, direction, field)


class _Kit:
    """The fonts and stylesheets of one thread, read once: a rule of fonts holds for the configuration it was read with."""

    def __init__(self):
        self.config = FontConfiguration()
        self.fetcher = AssetFetcher()
        self.sheets = {}
        self.kept = {}
        self.fonts = self.sheet(FONTS)

    def sheet(self, name):
        if name not in self.sheets:
            self.sheets[name] = CSS(url=name, url_fetcher=self.fetcher, font_config=self.config)
        return self.sheets[name]


def _kit():
    if not hasattr(_kept, "kit"):
        _kept.kit = _Kit()
    return _kept.kit


def _finish(document, pdf):
    """Claim PDF/UA-1 in the metadata and make lam-alef readable; runs just before the file is written."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [part.replace(b"</rdf:RDF>", UA_CLAIM) for part in metadata.stream]
    for entry in pdf.objects:
        stream = getattr(entry, "stream", None)
        if stream and b"endcmap" in stream:
            entry.stream = [_LAM_ALEF.sub(lambda found: b"<" + LAM_ALEF[found[1]] + b">", line) for line in stream]
