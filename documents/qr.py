"""QR codes: drawn by the page itself (no request, sharp at any size), or as a picture to keep.

15 % may be damaged (level M); the quiet zone is included.
"""

from io import BytesIO

import segno

#: modules left white around a code
QUIET = 4
#: one pattern for all codes: choosing the best of eight takes longer than all the rest, and every reader reads each
MASK = 4
#: the square of one unit a code is drawn into; as WeasyPrint draws it, UNIT
BLANK = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'%3E%3Cpath d='M0 0h1v1h-1z'/%3E%3C/svg%3E"
UNIT = b"0 0 m\n0 0 m\n1 0 l\n1 1 l\n0 1 l\nh\nf"


def data_uri(text):
    """`text` as a QR code for the `src` of an <img>."""
    return _code(text).svg_data_uri(border=QUIET, omitsize=True)


def png(text):
    """`text` as a QR code to keep as a picture: 12 pixels a module, sharp on any telephone."""
    target = BytesIO()
    _code(text).save(target, kind="png", scale=12, border=QUIET)
    return target.getvalue()


def operators(text):
    """`text` as a QR code in PDF operators that fill the unit square, top left at the origin."""
    rows = _code(text).matrix
    side = len(rows) + 2 * QUIET
    runs = [b"%.8f 0 0 %.8f 0 0 cm" % (1 / side, 1 / side)]
    for line, row in enumerate(rows, QUIET):
        start = 0
        for dark, length in _runs(bytes(row)):
            if dark:
                runs.append(b"%d %d %d 1 re" % (start + QUIET, line, length))
            start += length
    return b"\n".join([*runs, b"f"])


def _code(text):
    return segno.make(text, error="m", micro=False, mask=MASK)


def _runs(row):
    """[(whether dark, how many)] of a row of modules."""
    found, start = [], 0
    while start < len(row):
        end = row.find(1 - row[start], start)
        end = len(row) if end < 0 else end
        found.append((row[start], end - start))
        start = end
    return found
