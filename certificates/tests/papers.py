"""Snapshots for the tests of the paper, and readers of its files."""

import unicodedata
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from certificates.snapshot import Event, Person, compose

URL = "https://warsha.example/verify/AbCdEfGhIjKlMnOpQrStUvWx"


def three(text):
    return {"en": f"{text} en", "fr": f"{text} fr", "ar": f"{text} ar"}


def snapshot(latin="Ali BA", arabic="علي با", sex="F", topics=3, institution=None, **event):
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
    person = Person(latin, arabic, sex, institution or three("Institution"), 810)
    facts = {"kind": "participation", "number": "IOM-MA/2026/0042/P", "verify_url": URL, "issued_on": date(2026, 7, 1)}
    return compose(Event(**values), person, **facts)


def read(data):
    """The file as pypdf sees it, and its text: compatibility forms as letters, marks of direction left out."""
    reader = PdfReader(BytesIO(data))
    return reader, bare(reader.pages[0].extract_text())


def bare(text):
    return unicodedata.normalize("NFKC", "".join(letter for letter in text if unicodedata.category(letter) != "Cf"))
