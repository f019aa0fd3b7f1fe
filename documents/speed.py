"""What would make papers slow without making them wrong: looked for at the start, see config/checks.py."""

import ctypes
import re
from pathlib import Path

from django.conf import settings

#: as WeasyPrint looks for it, on Linux and macOS; without it fonts are cut down by Python, and every file costs four times
SUBSETTERS = ("libharfbuzz-subset.so.0", "libharfbuzz-subset-0", "libharfbuzz-subset.0.dylib")
_FACE = re.compile(r"@font-face\s*{[^}]*}")
_WOFF = re.compile(r"""static:[^"')]*\.woff2?\b""")


def slow_fonts(folder=None):
    """["fonts-pdf.css: static:fonts/x.woff2", …]: compressed fonts in the stylesheets of papers, five times slower to read.

    A stylesheet that names its fonts `static:…` is one of papers; those of pages name them as browsers do.
    """
    folder = Path(folder or settings.STATICFILES_DIRS[0] / "css")
    return [
        f"{path.name}: {address}"
        for path in sorted(folder.glob("*.css"))
        for face in _FACE.findall(path.read_text())
        for address in _WOFF.findall(face)
    ]


def has_subsetter(names=SUBSETTERS):
    """Whether HarfBuzz's library that cuts fonts down can be loaded."""
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False
