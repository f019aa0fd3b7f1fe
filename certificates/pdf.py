"""A certificate's PDF, made from its snapshot alone: one page, A4 landscape, three languages."""

from certificates.snapshot import in_language
from documents import pdf, qr

TEMPLATE = "certificates/pdf/certificate.html"
STYLESHEET = "css/certificate.css"
#: how much the page is drawn together, until everything stands on one
DENSEST = 5
#: letters of topics up to which a density usually does, so that the page is not laid out in vain
LETTERS = (420, 760, 1000)
#: up to so many letters of topics the page has room to breathe
AIRY = 260
#: the longest names per size: names are never cut, they step down and then wrap
NAME_STEPS = ((26, "xl"), (38, "lg"), (60, "md"))


class DoesNotFit(Exception):
    """Even drawn together the words take more than one page."""


def render(snapshot):
    """PDF bytes. The same snapshot gives the same bytes. Raises DoesNotFit."""
    context = {
        "paper": snapshot,
        "main": in_language(snapshot, "en"),
        "latin_size": name_size(snapshot["latin_name"]),
        "arabic_size": name_size(snapshot["arabic_name"]),
        "qr": qr.data_uri(snapshot["verify_url"]),
    }
    letters = max(len("".join(column["topics"])) for column in snapshot["languages"])
    for density in range(likely_density(letters), DENSEST + 1):
        values = context | {"density": density, "airy": letters < AIRY and not density}
        layout = pdf.lay_out(TEMPLATE, values, stylesheets=[STYLESHEET])
        if layout.pages == 1:
            return layout.write()
    raise DoesNotFit(f"{layout.pages} pages")


def likely_density(letters):
    """The first density worth trying for so many letters of topics."""
    return sum(letters > limit for limit in LETTERS)


def name_size(name):
    """The class of a name by its length."""
    return next((size for longest, size in NAME_STEPS if len(name) <= longest), "sm")
