import shutil
import subprocess
import unicodedata
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from certificates import pdf
from certificates.snapshot import Event, Person, compose

LONG_LATIN = "Abdelmounaïm Moulay Abderrahmane BENABDELOUAHED EL IDRISSI Z"
LONG_ARABIC = "عبد المنعم مولاي عبد الرحمن بن عبد الوحيد الدريسي العلوي الحسني"
#: Latin and Arabic; those without lam-alef come out exact from every reader
NAMES = [
    ("Ali BA", "علي با"),
    ("Fatima-Zahra EL MENZHARI", "فاطمة الزهراء المنزهاري"),
    ("Naïma O’RAHMOUNÂTI-ŒUVRÉ", "نعيمة الرحموناتي"),
    ("TAZROUTI Mohamed", "محمد تازروتي"),
    ("Ğülşen ŁĄCKI Çelik", "كلشن"),
    (LONG_LATIN, LONG_ARABIC),
    ("Mononym", ""),
    ("", "مريم القصباجي"),
]
URL = "https://warsha.example/verify/AbCdEfGhIjKlMnOpQrStUvWx"


def three(text):
    return {"en": f"{text} en", "fr": f"{text} fr", "ar": f"{text} ar"}


def snapshot(latin="Ali BA", arabic="علي با", sex="F", topics=3, **event):
    values = {
        "office": three("Office"),
        "workshop": three("Workshop"),
        "start": date(2014, 6, 24),
        "end": date(2014, 6, 26),
        "town": dict.fromkeys(("en", "fr", "ar"), "Rabat"),
        "online": False,
        "topics": [three(f"Topic number {n} with a title of usual length") for n in range(topics)],
        "donors": [three("Donor A"), three("Donor B")],
        "signatories": [{"name": "Nadia Signs", "titles": [{"lang": "en", "dir": "ltr", "text": "Chief"}]}],
    } | event
    person = Person(latin, arabic, sex, three("Institution"), 810)
    facts = {"kind": "participation", "number": "IOM-MA/2026/0042/P", "verify_url": URL, "issued_on": date(2026, 7, 1)}
    return compose(Event(**values), person, **facts)


def read(data):
    reader = PdfReader(BytesIO(data))
    return reader, unicodedata.normalize("NFKC", reader.pages[0].extract_text())


def test_page_is_one_a4_landscape_with_every_word():
    reader, text = read(pdf.render(snapshot()))
    box = reader.pages[0].mediabox
    assert (len(reader.pages), round(box.width), round(box.height)) == (1, 842, 595)
    for words in ("Certificate of participation", "Attestation de participation", "شهادة مشاركة", "IOM-MA/2026/0042/P", URL):
        assert words in text
    flat = " ".join(text.split())
    for words in (
        "Donor A en · Donor B en",
        "13.5 hours",
        "13,5 heures",
        "13.5 ساعة",
        "Nadia Signs",
        "Institution fr",
        "Topic number 2",
    ):
        assert words in flat


@pytest.mark.parametrize(("latin", "arabic"), NAMES)
def test_names_are_read_back_exactly(latin, arabic, tmp_path):
    data = pdf.render(snapshot(latin, arabic))
    reader, text = read(data)
    assert len(reader.pages) == 1
    assert unicodedata.normalize("NFKC", latin) in text
    assert arabic in text
    if shutil.which("pdftotext"):
        (tmp_path / "c.pdf").write_bytes(data)
        command = ["pdftotext", "-enc", "UTF-8", tmp_path / "c.pdf", "-"]
        other = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        bare = unicodedata.normalize("NFKC", "".join(c for c in other if unicodedata.category(c) != "Cf"))
        assert unicodedata.normalize("NFKC", latin) in bare
        assert arabic in bare


@pytest.mark.parametrize(
    "payload", ["<img src=http://127.0.0.1:1>", "<link rel=attachment href=file:///etc/passwd>", "{{ 7 }} {x} %s &amp;"]
)
def test_payloads_in_names_are_literal_text(payload):
    reader, text = read(pdf.render(snapshot(latin=payload, office=three(payload))))
    assert payload in text
    assert not reader.attachments
    assert reader.metadata.title == "Certificate of participation IOM-MA/2026/0042/P"


@pytest.mark.parametrize("topics", [0, 14, 30, 45])
def test_everything_stays_on_one_page(topics):
    long = {"en": "Long institution and workshop title " * 7, "fr": "Long titre " * 20, "ar": "عنوان طويل " * 20}
    reader, text = read(pdf.render(snapshot(LONG_LATIN, LONG_ARABIC, topics=topics, workshop=long, donors=[three("Donor")] * 6)))
    assert len(reader.pages) == 1
    assert LONG_LATIN in text
    assert "Nadia Signs" in text


def test_too_much_for_any_density_is_said_not_cut():
    with pytest.raises(pdf.DoesNotFit):
        pdf.render(snapshot(topics=200))


@pytest.mark.skipif(not shutil.which("zbarimg") or not shutil.which("pdftoppm"), reason="needs zbarimg and pdftoppm")
def test_the_code_leads_to_the_verify_address(tmp_path):
    (tmp_path / "c.pdf").write_bytes(pdf.render(snapshot()))
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", tmp_path / "c.pdf", tmp_path / "c"], check=True)
    command = ["zbarimg", "-q", "--raw", tmp_path / "c.png"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == URL
