"""The sign-in sheet on paper, typeset once per language for 120 people; and who may print it."""

import re
import shutil
import subprocess
import unicodedata
from datetime import time
from functools import cache
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image
from pypdf import PdfReader

from attendance import printing, sheet
from config import factories
from workshops.models import Venue, Workshop

NAMES = [
    ("Fatima-Zahra", "EL MENZHARI", "فاطمة الزهراء المنزهاري"),
    ("Abdelmounaïm Moulay Abderrahmane", "BENABDELOUAHED EL IDRISSI", "عبد المنعم مولاي عبد الرحمن بن عبد الوحيد"),
    ("Mohamed", "TAZROUTI", "محمد تازروتي"),
    ("Ali", "BA", "علي با"),
    ("Ğülşen", "ŁĄCKI", ""),
]
PEOPLE = 120
pytestmark = pytest.mark.django_db  # the fixture of the module needs the tables, whichever tests are chosen
NEEDS_POPPLER = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")


def workshop_of(people):
    donors = [factories.donor(name_fr=f"Bailleur {n}", name_ar=f"مانح {n}") for n in (1, 2)]
    venue = Venue.objects.create(name_fr="Hôtel La Tour", name_ar="فندق الصومعة", city="Rabat", address_fr="26, rue Chellah")
    made = factories.workshop("PAPER", office=factories.office(name_fr="Bureau", name_ar="مكتب"), venue=venue)
    for position, donor in enumerate(reversed(donors)):
        made.funding.create(donor=donor, share="0.5", position=position)
    institution = factories.institution("DGSN")
    for number in range(people):
        given, family, arabic = NAMES[number % len(NAMES)]
        values = {
            "given_name": given,
            "family_name": f"{family} {number:03}",
            "arabic_name": arabic,
            "function": "Chef de division",
        }
        factories.registration(made, institution=institution, **values)
    factories.registration(made, status="declined", family_name="ABSENTEE")
    return Workshop.objects.select_related("office", "project", "venue").get(pk=made.pk)


@pytest.fixture(scope="module")
def papers(django_db_setup, django_db_blocker):
    """{"fr": PDF bytes, "ar": …} of one register of 120 people."""
    with django_db_blocker.unblock(), transaction.atomic():
        workshop = workshop_of(PEOPLE)
        register = factories.register(workshop)
        made = {language: sheet.render_sheets(workshop, [register], language) for language in ("fr", "ar")}
        transaction.set_rollback(True)
    return made


@cache
def pages(data, *numbers):
    """The text of those pages of a PDF as pypdf reads them, spaces made one; each read once."""
    found = PdfReader(BytesIO(data)).pages
    return [" ".join(unicodedata.normalize("NFKC", found[number].extract_text()).split()) for number in numbers]


@pytest.fixture(scope="module")
def texts(papers, tmp_path_factory):
    """{"fr": [the text of each page as pdftotext reads it], "ar": …}, spaces made one."""
    return {language: _read(data, tmp_path_factory.mktemp("sheets") / "sheet.pdf") for language, data in papers.items()}


def _read(data, path):
    path.write_bytes(data)
    command = ["pdftotext", "-enc", "UTF-8", path, "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    bare = unicodedata.normalize("NFKC", "".join(sign for sign in text if unicodedata.category(sign) != "Cf"))
    return [" ".join(page.split()) for page in bare.split("\x0c")[:-1]]


@NEEDS_POPPLER
@pytest.mark.parametrize(("language", "count"), [("fr", 9), ("ar", 10)])
def test_every_page_counts_itself_and_repeats_the_heading(texts, language, count):
    read = texts[language]
    either = r"\b{0} ?[^\W\d]+ ?{1}(?!\d)"  # readers set Arabic with the count before or behind
    pairs = [((number, count), (count, number)) for number in range(1, count + 1)]
    counted = [any(re.search(either.format(*pair), page) for pair in both) for both, page in zip(pairs, read, strict=True)]
    assert counted[:-1] == [True] * (count - 1)  # on the last page readers set the signatures in between
    assert str(count) in read[-1].split()
    assert ["الاسم" in page and "PAPER" in page and "2026" in page for page in read] == [True] * count


@NEEDS_POPPLER
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_name_is_read_back_in_both_scripts(texts, language):
    text = " ".join(texts[language])
    assert [number for number in range(PEOPLE) if f"{number:03}" not in text] == []
    assert [part for names in NAMES for part in " ".join(names).split() if part not in text] == []
    assert "ABSENTEE" not in text


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_names_are_read_back_by_another_reader(papers, language):
    first, last = pages(papers[language], 0, -1)
    assert ["علي با" in first, "Ali BA 003" in first, str(PEOPLE + sheet.WALK_INS) in last.split()] == [True] * 3


def test_head_says_whose_where_and_when(papers):
    text, _last = pages(papers["fr"], 0, -1)
    heads = ["Bureau", "Bailleur 2", "Bailleur 1", "Atelier PAPER", "mardi 14 avril 2026", "09:00–12:00", "Hôtel La Tour"]
    places = [text.index(words) for words in heads]
    assert places == sorted(places)
    assert "26, rue Chellah" in text


@NEEDS_POPPLER
def test_arabic_sheet_runs_from_right_to_left(papers, tmp_path):
    """The first column, with the numbers, stands at the right edge."""
    found = {}
    for language, data in papers.items():
        (tmp_path / "sheet.pdf").write_bytes(data)
        command = ["pdftotext", "-bbox", "-f", "2", "-l", "2", tmp_path / "sheet.pdf", "-"]
        boxes = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found[language] = float(re.search(r'xMin="([\d.]+)"[^>]*>2[0-5]</word>', boxes)[1])
    assert found["fr"] < 60
    assert found["ar"] > 750


def test_sheets_of_a_workshop_each_count_their_own_pages(make, django_assert_num_queries):
    workshop = workshop_of(2)
    first = make.register(workshop)
    make.teaches(make.user(name="Nadia TEACHES"), workshop).sessions.add(first.sessions.get())
    make.register(workshop, "D1-PM", start=time(14), end=time(17))
    told = []
    with django_assert_num_queries(7):
        data = printing.render(workshop, "sheets", "en", now=factories.NOW, told=told.append)
    assert told == [1, 2]
    texts = pages(data, 0, 1)
    assert [("Page 1 of 1" in text, "Nadia TEACHES" in text) for text in texts] == [(True, True), (True, False)]
    assert ["Morning" in texts[0], "Afternoon" in texts[1], "2 persons are listed" in texts[0]] == [True] * 3


def test_logos_stand_in_order_and_one_that_is_lost_leaves_its_name(make, office, media_root):
    donors = [make.donor(name_en=f"Donor {name}") for name in "AB"]
    workshop = make.workshop(office=office, shares={donors[0]: "0.5", donors[1]: "0.5"})
    for row in (office, donors[0], donors[1]):
        target = BytesIO()
        Image.new("RGB", (20, 10), "black").save(target, "PNG")
        row.logo.save("logo.png", ContentFile(target.getvalue()))
    (media_root / donors[1].logo.name).unlink()
    workshop = Workshop.objects.select_related("office", "project", "venue").get(pk=workshop.pk)
    assert [(logo.name, bool(logo.picture)) for logo in sheet.logos(workshop)] == [
        ("Office TST", True),
        ("Donor A", True),
        ("Donor B", False),
    ]
    [page] = PdfReader(BytesIO(sheet.render_sheets(workshop, [make.register(workshop)], "en"))).pages
    assert (len(page.images), "Donor B" in page.extract_text()) == (2, True)
