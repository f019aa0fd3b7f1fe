"""QR codes: as SVG drawn by the page itself (no request, sharp at any size), and as a picture to keep."""

from io import BytesIO

import segno


def data_uri(text):
    """`text` as a QR code for the `src` of an <img>: 15 % of it may be damaged (level M), quiet zone included."""
    return segno.make(text, error="m", micro=False).svg_data_uri(border=4, omitsize=True)


def png(text):
    """`text` as a QR code to keep as a picture: 12 pixels a module, sharp on any telephone."""
    target = BytesIO()
    segno.make(text, error="m", micro=False).save(target, kind="png", scale=12, border=4)
    return target.getvalue()
