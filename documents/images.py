"""Pictures people upload: opened, checked and drawn anew, so that nothing of the file they sent is kept but what one sees."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

#: what the first bytes of a file say it is
MAGIC = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}
#: pictures of more pixels are refused before they are unpacked (a telephone makes 12 to 50 million)
MOST_PIXELS = 60_000_000
#: the blue-black of signatures, and how dark paper may be (0 to 255)
INK, PAPER = (26, 35, 94), 90
#: how much darker than the paper a signature is at least
FAINTEST = 40
#: pixels of a picture in print, 45 by 16 mm at 240 a inch, and its colours
PRINTED, COLOURS = (425, 150), 32


class ImageRefused(ValueError):
    """`code`: unknown_type, broken, too_many_pixels, empty."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def kind_of(data):
    """JPEG, PNG or "" by the first bytes of `data`; its name is not asked."""
    return next((kind for magic, kind in MAGIC.items() if data.startswith(magic)), "")


def photograph(data, longest, quality=80):
    """`data` as a JPEG of at most `longest` pixels a side, upright, on white; place and camera are lost. Raises ImageRefused."""
    picture = _opened(data)
    target = BytesIO()
    try:
        picture.draft(None, (longest, longest))  # a JPEG is unpacked no larger than needed
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((longest, longest))
        _on_white(upright).save(target, "JPEG", quality=quality, optimize=True)
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError) as error:
        raise ImageRefused("broken") from error
    return target.getvalue()


def drawing(data, longest):
    """`data` as a PNG of at most `longest` pixels a side, its transparency kept: for logos. Raises ImageRefused."""
    picture = _opened(data)
    target = BytesIO()
    try:
        picture = picture.convert("RGBA")
        picture.thumbnail((longest, longest))
        picture.save(target, "PNG", optimize=True)
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError) as error:
        raise ImageRefused("broken") from error
    return target.getvalue()


def is_stored(name):
    """Whether `name` is that of a picture below MEDIA_ROOT, and its file is there."""
    root = Path(settings.MEDIA_ROOT).resolve()
    path = (root / name).resolve()
    return bool(name) and path.is_relative_to(root) and path.is_file()


def signature(data, longest):
    """A scan of a signature as a PNG of its ink alone, cut to it, the paper transparent. Raises ImageRefused."""
    picture = _opened(data)
    target = BytesIO()
    try:
        picture = _on_white(ImageOps.exif_transpose(picture))
        picture.thumbnail((2 * longest, 2 * longest))
        dark = ImageOps.invert(picture.convert("L"))
        lightest, darkest = dark.getextrema()
        if darkest - lightest < FAINTEST:
            raise ImageRefused("empty")
        dark = ImageOps.autocontrast(dark, cutoff=1).point(_ink)
        box = dark.getbbox()
        inked = Image.new("RGBA", dark.size, INK)
        inked.putalpha(dark)
        inked = inked.crop(box)
        inked.thumbnail((longest, longest))
        inked.save(target, "PNG", optimize=True)
    except ImageRefused:
        raise
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError) as error:
        raise ImageRefused("broken") from error
    return target.getvalue()


@lru_cache(maxsize=64)
def printed(data):
    """A kept picture as papers carry it: on white, no larger than print shows, in few colours; a file holds several."""
    with Image.open(BytesIO(data)) as picture:
        picture.thumbnail(PRINTED)
        few = _on_white(picture).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        target = BytesIO()
        few.convert("RGB").save(target, "PNG", optimize=True)
        return target.getvalue()


def indexed(width, height, pixels):
    """(the colours, three bytes each; one byte for each pixel) of RGB `pixels`, when 256 colours do; else None."""
    picture = Image.frombytes("RGB", (width, height), pixels)
    if not (used := picture.getcolors(256)):
        return None
    few = picture.quantize(len(used), dither=Image.Dither.NONE)
    if few.convert("RGB").tobytes() != pixels:
        return None
    return bytes(few.getpalette()[: 3 * len(used)]), few.tobytes()


def _ink(level):
    """How much ink there is where a scan is so dark: paper and its shadows none, the rest stretched."""
    return min(255, max(0, level - PAPER) * 255 // (200 - PAPER))


def _opened(data):
    """The picture, its size known and allowed, its pixels not unpacked yet."""
    if not (kind := kind_of(data)):
        raise ImageRefused("unknown_type")
    try:
        picture = Image.open(BytesIO(data), formats=[kind])
    except Image.DecompressionBombError:
        raise ImageRefused("too_many_pixels") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ImageRefused("broken") from error
    if picture.width * picture.height > MOST_PIXELS:
        raise ImageRefused("too_many_pixels")
    return picture


def _on_white(picture):
    if picture.mode in ("L", "RGB"):
        return picture
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        return ground
    return picture.convert("RGB")
