"""Snapshots for the tests of the paper, and readers of its files."""

import unicodedata
from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw
from pypdf import PdfReader

from certificates.snapshot import Event, Person, compose

DESIGNS = ("classic", "portrait", "single")
URL = "https://warsha.example/verify/AbCdEfGhIjKlMnOpQrStUvWx"


def three(text):
    return {"en": f"{text} en", "fr": f"{text} fr", "ar": f"{text} ar"}


def snapshot(latin="Ali BA", arabic="علي با", sex="F", topics=3, institution=None, kind="participation", language="", **event):
    if isinstance(topics, int):
        topics = [three(f"Topic number {n} with a title of usual length") for n in range(topics)]
    values = {
        "topics": topics,
        "office": three("Office"),
        "workshop": three("Workshop"),
        "start": date(2014, 6, 24),
        "end": date(2014, 6, 26),
        "town": dict.fromkeys(("en", "fr", "ar"), "Rabat"),
        "online": False,
        "donors": [three("Donor A"), three("Donor B")],
        "signatories": [{"name": "Nadia Signs", "titles": [{"lang": "en", "dir": "ltr", "text": "Chief"}]}],
    } | event
    if values.get("design") == "portrait":
        values = {"languages": ("fr", "ar")} | values
    person = Person(latin, arabic, sex, institution or three("Institution"), None if kind == "facilitator" else 810, language)
    facts = {"kind": kind, "number": "IOM-MA/2026/0042/P", "verify_url": URL, "issued_on": date(2026, 7, 1)}
    return compose(Event(**values), person, **facts)


def read(data):
    """The file as pypdf sees it, and its text: compatibility forms as letters, marks of direction left out."""
    reader = PdfReader(BytesIO(data))
    return reader, bare(reader.pages[0].extract_text())


def bare(text):
    return unicodedata.normalize("NFKC", "".join(letter for letter in text if unicodedata.category(letter) != "Cf"))


def picture(colour=(0, 51, 160), size=(300, 90)):
    """A PNG of a disc and a bar, as a logo is."""
    drawn = Image.new("RGB", size, "white")
    ImageDraw.Draw(drawn).ellipse((5, 5, size[1] - 5, size[1] - 5), fill=colour)
    ImageDraw.Draw(drawn).rectangle((size[1], size[1] // 3, size[0] - 5, size[1] // 2), fill=colour)
    target = BytesIO()
    drawn.save(target, "PNG")
    return target.getvalue()


def dressed(folder):
    """Facts of an Event with everything a paper may carry; its pictures are put into `folder`, the MEDIA_ROOT."""
    for name in ("logos/a.png", "logos/b.png", "signatures/s.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(picture())
    titles = [{"lang": lang, "dir": "rtl" if lang == "ar" else "ltr", "text": f"Chief {lang}"} for lang in ("en", "fr", "ar")]
    return {
        "logos": [{"name": three("Logo A"), "file": "logos/a.png"}, {"name": three("Logo B"), "file": "logos/b.png"}],
        "signatories": [
            {"name": f"Signs {number}", "arabic_name": "", "file": "signatures/s.png" * (number != 1), "titles": titles}
            for number in range(3)
        ],
        "disclaimer": three("The views are those of the organisers alone,"),
        "overleaf": True,
    }
