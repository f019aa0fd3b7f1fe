"""The work with WeasyPrint: fonts, the closed fetcher, tagged archival PDFs. Import it through `documents.pdf` only."""

import re
import threading
from io import BytesIO

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from documents.assets import AssetFetcher

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
_kept = threading.local()


class Layout:
    """A paper laid out: how many pages it takes, and its PDF bytes."""

    def __init__(self, html, stylesheets):
        kit = _kit()
        document = HTML(string=html, url_fetcher=kit.fetcher, base_url="static:")
        sheets = [kit.fonts, *(kit.sheet(name) for name in stylesheets)]
        self._document = document.render(font_config=kit.config, stylesheets=sheets, pdf_tags=True, pdf_variant=VARIANT)

    @property
    def pages(self):
        return len(self._document.pages)

    def write(self, *followers):
        """The PDF bytes; the pages of `followers` (other Layouts) come after its own, tags and page counts kept."""
        document = self._document
        if followers:
            document = document.copy([page for layout in (self, *followers) for page in layout._document.pages])
        target = BytesIO()
        document.write_pdf(target, finisher=_finish, pdf_variant=VARIANT, pdf_tags=True)
        return target.getvalue()


class _Kit:
    """The fonts and stylesheets of one thread, read once: a rule of fonts holds for the configuration it was read with."""

    def __init__(self):
        self.config = FontConfiguration()
        self.fetcher = AssetFetcher()
        self.sheets = {}
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
