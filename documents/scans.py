"""Scans of signed papers, made harmless: a PDF rebuilt from its pages alone, a picture drawn anew."""

from dataclasses import dataclass
from io import BytesIO

import pikepdf

from documents import images

LARGEST = 20 * 1024 * 1024
MOST_PAGES = 100
#: pixels of the longer side: A4 at 250 dots per inch
LONGEST_SIDE = 2924
#: what a page is made of; notes, scripts, attachments and everything else a page may carry stays behind
PAGE_KEYS = {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Resources", "/UserUnit"}
#: of these a page may leave the value to what stands above it
INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")


class ScanRefused(ValueError):
    """`code`: empty, too_large, unknown_type, broken, locked (asks for a password), too_many_pages, too_many_pixels."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Scan:
    data: bytes
    media_type: str
    ending: str
    pages: int


def read_scan(data):
    """The Scan that may be kept of an uploaded file; what it is, its first bytes say. Raises ScanRefused.

    The same bytes give the same scan.
    """
    if not data:
        raise ScanRefused("empty")
    if len(data) > LARGEST:
        raise ScanRefused("too_large")
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    try:
        return Scan(images.photograph(data, LONGEST_SIDE), "image/jpeg", "jpg", 1)
    except images.ImageRefused as refused:
        raise ScanRefused(refused.code) from refused


def _pdf(data):
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as source:
            return _rebuilt(source)
    except pikepdf.PasswordError:
        raise ScanRefused("locked") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, RecursionError) as error:
        if isinstance(error, ScanRefused):
            raise
        raise ScanRefused("broken") from error


def _rebuilt(source):
    """A new file with the pages of `source`: its scripts, forms, attachments and links are not carried over."""
    count = len(source.pages)
    if not count:
        raise ScanRefused("broken")
    if count > MOST_PAGES:
        raise ScanRefused("too_many_pages")
    source.flatten_annotations("print")  # what was written by pen on a screen becomes part of the page
    for page in source.pages:
        _strip(page)
    target = BytesIO()
    with pikepdf.new() as clean:
        clean.pages.extend(source.pages)
        clean.save(target, deterministic_id=True)
    return Scan(target.getvalue(), "application/pdf", "pdf", count)


def _strip(page):
    for key in INHERITED:
        value = _above(page.obj, key)
        if value is not None:
            page.obj[key] = value
    for key in set(page.obj.keys()) - PAGE_KEYS - {"/Parent"}:
        del page.obj[key]


def _above(node, key, depth=50):
    """The value of `key` at `node` or at the nearest node above it."""
    while node is not None and depth:
        if key in node:
            return node[key]
        node, depth = node.get("/Parent"), depth - 1
    return None
