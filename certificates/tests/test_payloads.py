"""Whatever is typed stands on the paper as text: it loads nothing, calls nobody, and what no page holds is refused at once."""

import itertools
import socket
from io import BytesIO

import pytest
from pikepdf import Pdf, Stream

from certificates import pdf
from certificates.tests.papers import read, snapshot
from certificates.wording import Phrases
from documents.papers import DoesNotFit

PAYLOADS = [
    "<link rel=attachment href=file:///etc/passwd>",
    "<img src=http://127.0.0.1:PORT/x.png>",
    "<style>@import 'file:///etc/passwd'</style>",
    "url(file:///etc/passwd) {{ 7 }} {x} %s &amp;",
    "{0.__class__} ${7*7} <script>x</script>",
]


def poisoned(turn, design, port):
    """A snapshot with a payload in each of its texts, the office's own words among them."""
    payloads = itertools.cycle([text.replace("PORT", str(port)) for text in PAYLOADS[turn:] + PAYLOADS[:turn]])

    def each():
        return {language: next(payloads) for language in ("en", "fr", "ar")}

    title = {"lang": "fr", "dir": "ltr", "text": next(payloads)}
    phrase = {"": f"{next(payloads)} {{workshop}} {{0.__class__}} {{office.name}}"}
    return snapshot(
        next(payloads),
        "علي با",
        institution=each(),
        language="fr",
        design=design,
        office=each(),
        workshop=each(),
        town=each(),
        topics=[each()],
        donors=[each()],
        disclaimer=each(),
        note=each(),
        logos=[{"name": each(), "file": "../../../etc/passwd"}],
        signatories=[{"name": next(payloads), "arabic_name": "", "file": "/etc/passwd", "titles": [title]}],
        wordings={("participation", "fr"): Phrases(next(payloads), {"": next(payloads)}, phrase)},
    )


@pytest.mark.parametrize(("turn", "design"), [(0, "classic"), (2, "portrait"), (4, "single")])
def test_payloads_in_every_text_are_literal(turn, design):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        port = listening.getsockname()[1]
        made = poisoned(turn, design, port)
        data = pdf.render(made)
        with pytest.raises(BlockingIOError):  # nobody has called
            listening.accept()
    reader, text = read(data)
    flat = "".join(text.split())
    for payload in PAYLOADS:
        assert "".join(payload.replace("PORT", str(port)).split()) in flat
    assert "{0.__class__}{office.name}" in flat
    assert list(reader.attachments) == ["certificate.json"]
    assert reader.metadata.title == f"{made['languages'][design != 'classic']['heading']} IOM-MA/2026/0042/P"
    with Pdf.open(BytesIO(data)) as file:
        assert not any(b"root:" in entry.read_bytes() for entry in file.objects if isinstance(entry, Stream))


@pytest.mark.parametrize("text", ["<div>" * 500, "x" * 100_000, "long words " * 9000])
def test_texts_beyond_any_page_are_refused_at_once(text):
    with pytest.raises(DoesNotFit):
        pdf.render(snapshot(latin=text))
