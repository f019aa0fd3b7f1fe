"""What a paper may read while it is typeset: our own static files, stored pictures, and nothing else.

A paper names its files `static:css/certificate.css`, `media:logos/sdc.png`, or `print:logos/sdc.png` for the same picture no
larger than print shows. Files of the machine, other hosts and
attachments are refused, so that text typed by the public can never pull a file into a PDF.
"""

import mimetypes
from pathlib import Path

from django.conf import settings
from weasyprint.urls import URLFetcher, URLFetcherResponse

from documents.images import printed

STATIC_FOLDERS = ("css", "fonts", "img")
PICTURES = (".png", ".jpg", ".jpeg", ".svg")
#: pictures a template draws itself, such as a QR code
INLINE = "data:image/svg+xml"


class AssetRefused(ValueError):
    """An address a paper may not read."""


class AssetFetcher(URLFetcher):
    """WeasyPrint's fetcher, closed: see the module."""

    def fetch(self, url, headers=None):
        """The response for `url`; raises AssetRefused, which WeasyPrint turns into a missing picture."""
        if url.startswith(INLINE):
            return super().fetch(url, headers)
        path = asset_path(url)
        if url.startswith("print:"):
            return URLFetcherResponse(url, printed(path.read_bytes()), {"Content-Type": "image/png"})
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": media_type})


def asset_path(url):
    """The file behind `static:…`, `media:…` or `print:…`; raises AssetRefused for every other address."""
    scheme, _, name = url.partition(":")
    if scheme == "static":
        return _inside(Path(settings.STATICFILES_DIRS[0]), name, STATIC_FOLDERS)
    if scheme in ("media", "print") and name.lower().endswith(PICTURES):
        return _inside(Path(settings.MEDIA_ROOT), name)
    raise AssetRefused("this address is not one a paper may read")


def _inside(root, name, folders=()):
    """`root`/`name`, links followed, only while it stays a file inside `root` (and one of `folders`)."""
    root = root.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        raise AssetRefused("no such file among the papers' assets")
    if folders and path.relative_to(root).parts[0] not in folders:
        raise AssetRefused("no such folder among the papers' assets")
    return path
