"""The paper: every word on one page, literal, readable by machines, the same picture the quick and the plain way."""

import json
import shutil
import subprocess
import unicodedata
from io import BytesIO

import pytest
from pikepdf import Dictionary, Pdf
from PIL import Image, ImageChops

from certificates import pdf
from certificates.tests.papers import DESIGNS, URL, bare, dressed, read, snapshot, three
from documents import press
from documents.papers import DoesNotFit

LONG_LATIN = "Abdelmounaïm Moulay Abderrahmane BENABDELOUAHED EL IDRISSI Z"
LONG_ARABIC = "عبد المنعم مولاي عبد الرحمن بن عبد الوحيد الدريسي العلوي الحسني"
LONG_INSTITUTION = {
    "en": "Ministry of Foreign Affairs, African Cooperation and Moroccan Expatriates (department in charge of Moroccans abroad)",
    "fr": "Ministère des Affaires étrangères, de la Coopération africaine et des Marocains résidant à l'étranger",
    "ar": "وزارة الشؤون الخارجية والتعاون الإفريقي والمغاربة المقيمين بالخارج",
}
#: Latin and Arabic
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
FIRST = ["محمد", "فاطمة", "يوسف", "خديجة", "سعيد", "نعيمة", "هند"]
LAST = ["المنزهاري", "بنعلي", "تازروتي", "الشرايبي", "القصباجي"]
WITH_LAM_ALEF = [
    *("الأمين بلالي", "سعيد الإدريسي", "الآمال علاوي", "بلال الأندلسي", "جلال الدين الأزرق", "علاء الإسماعيلي", "هلال الآغا"),
    *("سلام بن الأحمر", "آلاء الإبراهيمي", "خالد بلا", "نوال الألماني", "إلياس الأشقر", "هدى لالا", "صلاح الدين الأيوبي"),
    *("أسماء لأمين", "إسلام الخلافي", "ولاء العلالي", "لالة مليكة الإدريسي", "عبد السلام الأسود"),
]
WITH_HARAKAT = ["مُحَمَّد بَنعَلِي", "فَاطِمَة الزَّهراء", "الأَمِين"]
PERSIAN = ["پرویز یزدی", "ژاله کیانی", "کریم رضایی"]
ARABIC = [f"{first} {last}" for first in FIRST for last in LAST] + WITH_LAM_ALEF + WITH_HARAKAT + PERSIAN


@pytest.fixture(scope="session")
def arabic_files():
    """{Arabic name: the file}, made as one batch."""
    return dict(zip(ARABIC, pdf.render_many([snapshot("Ali BA", name) for name in ARABIC]), strict=True))


@pytest.fixture(scope="session")
def files():
    """{names: the classic file}, made as one batch."""
    return dict(zip(NAMES, pdf.render_many([snapshot(*names) for names in NAMES]), strict=True))


@pytest.fixture(scope="session")
def others():
    """{(design, language): {names: the file}} of the two other designs, the single one in French and in Arabic."""
    chosen = [NAMES[number] for number in (0, 1, 5, 7)]
    kinds = [("portrait", ""), ("single", "fr"), ("single", "ar")]
    made = pdf.render_many([snapshot(*names, design=design, language=lang) for design, lang in kinds for names in chosen])
    return {kind: dict(zip(chosen, made[at * len(chosen) :], strict=False)) for at, kind in enumerate(kinds)}


def text_by_poppler(datas, folder):
    """What pdftotext reads in each file, in one run."""
    with Pdf.new() as whole:
        for data in datas:
            with Pdf.open(BytesIO(data)) as one:
                whole.pages.extend(one.pages)
        whole.save(folder / "all.pdf")
    command = ["pdftotext", "-enc", "UTF-8", folder / "all.pdf", "-"]
    return [bare(page) for page in subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")]


def test_page_is_one_a4_landscape_with_every_word(files):
    reader, text = read(files[NAMES[0]])
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


def test_the_other_designs_are_one_page_in_their_languages(others):
    portrait, single = others["portrait", ""][NAMES[0]], others["single", "ar"][NAMES[0]]
    box = read(portrait)[0].pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    flat = " ".join(read(portrait)[1].split())
    assert [words in flat for words in ("Attestation de", "شهادة مشاركة", "13,5 heures", "Certificate of")] == [True] * 3 + [
        False
    ]
    flat = " ".join(read(single)[1].split())
    assert [words in flat for words in ("شهادة مشاركة", "Ali BA", "علي با", "IOM-MA/2026/0042/P", "Attest")] == [True] * 4 + [
        False
    ]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")
def test_names_are_read_back_exactly(files, others, tmp_path):
    made = [(names, data) for group in (files, *others.values()) for names, data in group.items()]
    texts = text_by_poppler([data for _names, data in made], tmp_path)
    for ((latin, arabic), data), other in zip(made, texts, strict=False):
        reader, text = read(data)
        assert len(reader.pages) == 1
        assert unicodedata.normalize("NFKC", latin) in text
        assert arabic in text
        assert unicodedata.normalize("NFKC", latin) in other
        assert arabic in other


def test_sixty_arabic_names_are_exact_in_the_tags_and_the_data(arabic_files):
    assert len(arabic_files) == 60
    for name, data in arabic_files.items():
        with Pdf.open(BytesIO(data)) as file:
            assert json.loads(file.Root.AF[0].EF.F.read_bytes())["arabic_name"] == name
            assert name in [str(entry.ActualText) for entry in file.objects if _is_paragraph(entry) and "/ActualText" in entry]


def _is_paragraph(entry):
    return isinstance(entry, Dictionary) and entry.get("/S") == "/P"


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")
def test_arabic_names_are_read_back_by_other_readers(arabic_files, tmp_path):
    """pypdf reads the hard ones; poppler all but those with harakat, which it sets apart from their letters."""
    pages = dict(zip(arabic_files, text_by_poppler(arabic_files.values(), tmp_path), strict=False))
    assert [name for name in arabic_files if bare(name) not in pages[name]] == WITH_HARAKAT
    for name in [*WITH_LAM_ALEF[:4], *WITH_HARAKAT]:
        assert bare(name) in read(arabic_files[name])[1]


@pytest.mark.parametrize("design", DESIGNS)
def test_the_longest_and_the_broadest_names_fit_every_design(design):
    """Sixty letters: usual ones, the broadest there are, Arabic ones; a name of 300 letters wraps."""
    names = [(LONG_LATIN, LONG_ARABIC), ("W" * 60, "ض" * 60), ("Maria " * 50, "عبد الرحمن " * 27)]
    people = [snapshot(*pair, institution=LONG_INSTITUTION, design=design, language="fr") for pair in names]
    people.append(snapshot(*names[0], institution=dict.fromkeys(("en", "fr", "ar"), "M" * 60), design=design, language="ar"))
    made = pdf.render_many(people)
    for (latin, arabic), data in zip([*names, names[0]], made, strict=True):
        flat = "".join(read(data)[1].split())
        assert "".join(latin.split()) in flat
        assert "".join(arabic.split()) in flat
    assert "M" * 60 in flat


def test_characters_no_font_holds_are_named_and_refused():
    with pytest.raises(pdf.Unprintable) as refused:
        pdf.render(snapshot(latin="Li 漢 Wei", workshop=three("Ⴀ"), design="portrait"))
    assert refused.value.letters == ["Ⴀ (U+10A0)", "漢 (U+6F22)"]
    assert pdf.unprintable(snapshot(latin="Li 漢 Wei")) == ["漢"]
    assert pdf.unprintable(snapshot(latin="Ğülşen\u200f Ali", arabic="مُحَمَّد پرویز")) == []


def test_languages_that_are_not_printed_may_hold_any_character():
    title = {"en": "漢", "fr": "Atelier", "ar": "ورشة"}
    assert pdf.unprintable(snapshot(workshop=title, design="portrait")) == []
    assert pdf.unprintable(snapshot(workshop=title)) == ["漢"]


def test_a_snapshot_made_before_there_were_designs_is_still_printed(files):
    """One that waited for its file while the site was brought up to date."""
    old = snapshot(*NAMES[0])
    for key in ("design", "printed", "overleaf", "logos"):
        del old[key]
    for column in old["languages"]:
        for key in ("letters", "disclaimer", "note"):
            del column[key]
    assert read(pdf.render(old))[1] == read(files[NAMES[0]])[1]


def test_a_facilitator_has_an_organisation_and_no_hours():
    reader, text = read(
        pdf.render(snapshot(sex="", kind="facilitator", institution=three("UNHCR"), design="single", language="fr"))
    )
    flat = " ".join(text.split())
    assert ["UNHCR fr" in flat, "pour l’animation de l’atelier « Workshop fr »" in flat, "heure" in flat] == [True, True, False]


def test_a_logo_that_is_lost_leaves_its_name(media_root):
    facts = dressed(media_root) | {"overleaf": False}
    (media_root / "logos/a.png").unlink()
    (media_root / "signatures/s.png").unlink()
    reader, text = read(pdf.render(snapshot(design="single", language="fr", **facts)))
    assert ["Logo A fr" in text, "Logo B fr" in text] == [True, False]
    assert len(reader.pages[0].images) == 1


@pytest.mark.parametrize("topics", [14, 45])
def test_everything_stays_on_one_page(topics):
    long = {"en": "Long institution and workshop title " * 7, "fr": "Long titre " * 20, "ar": "عنوان طويل " * 20}
    event = {"topics": topics, "workshop": long, "donors": [three("Donor")] * 6, "institution": LONG_INSTITUTION}
    reader, text = read(pdf.render(snapshot(LONG_LATIN, LONG_ARABIC, **event)))
    assert len(reader.pages) == 1
    assert LONG_LATIN in text
    assert "Nadia Signs" in text


def test_too_much_for_any_density_is_said_not_cut():
    with pytest.raises(DoesNotFit):
        pdf.render(snapshot(topics=200))


def test_the_same_snapshot_gives_the_same_bytes_whatever_it_was_made_with(files):
    assert pdf.render(snapshot(*NAMES[1])) == files[NAMES[1]]
    assert pdf.render_many([snapshot(*NAMES[5]), snapshot(*NAMES[0])]) == [files[NAMES[5]], files[NAMES[0]]]


def test_what_cannot_be_made_holds_up_nobody(files):
    made = pdf.render_many([{"number": "x"}, snapshot(*NAMES[0]), snapshot(topics=200)])
    assert [type(one).__name__ for one in made] == ["KeyError", "bytes", "DoesNotFit"]
    assert made[1] == files[NAMES[0]]


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="needs pdftoppm")
@pytest.mark.parametrize(
    "person",
    [
        {"latin": "Ali BA"},
        {"latin": LONG_LATIN, "arabic": LONG_ARABIC, "institution": LONG_INSTITUTION, "sex": ""},
        {"design": "portrait"},
        {"design": "single", "language": "ar"},
    ],
)
def test_the_quick_way_paints_what_the_plain_way_paints(person, tmp_path, media_root):
    """Outside the code, which the plain way draws otherwise; the grey of an edge may differ."""
    facts = dressed(media_root) if "design" in person else {}
    paper = pdf.paper(snapshot(**person, **facts))
    quick, plain = press.typeset([paper])[0], press.plain(paper)
    assert quick != plain
    assert read(quick)[1].split() == read(plain)[1].split()
    pictures = [_picture(data, tmp_path / name) for data, name in ((quick, "quick"), (plain, "plain"))]
    difference = ImageChops.difference(*pictures)
    difference.paste(0, _code_of(quick, difference.height))
    assert difference.getextrema()[1] < 100


def _code_of(data, height, dots=100):
    """Where the code stands in a picture of the first page."""
    with Pdf.open(BytesIO(data)) as file:
        figures = [entry for entry in file.objects if isinstance(entry, Dictionary) and entry.get("/S") == "/Figure"]
        [code] = [figure for figure in figures if str(figure.Alt).startswith("QR")]
        left, bottom, right, top = (float(value) * dots / 72 for value in code.A.BBox)
    return int(left), int(height - top), int(right) + 1, int(height - bottom) + 1


def _picture(data, path, dots=100):
    path.write_bytes(data)
    subprocess.run(["pdftoppm", "-r", str(dots), "-gray", "-singlefile", path, path], check=True)
    with Image.open(path.with_suffix(".pgm")) as picture:
        return picture.copy()


@pytest.mark.skipif(not shutil.which("zbarimg") or not shutil.which("pdftoppm"), reason="needs zbarimg and pdftoppm")
def test_the_code_leads_to_the_verify_address(files, others, tmp_path):
    """From a picture of 150 dots an inch, in every design."""
    for number, made in enumerate((files, *others.values())):
        _picture(made[NAMES[0]], tmp_path / f"c{number}", dots=150)
    command = ["zbarimg", "-q", "--raw", *sorted(tmp_path.glob("*.pgm"))]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() == [URL] * 4
