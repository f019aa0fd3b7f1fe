"""The file as an archive and a screen reader see it: PDF/A-3a and PDF/UA-1, the quick way and the plain way alike."""

import hashlib
import json
import re
import shutil
import subprocess
from io import BytesIO

import pytest
from django.test import override_settings
from pikepdf import Dictionary, Pdf, Stream

from certificates import pdf
from certificates.tests.papers import DESIGNS, URL, dressed, snapshot
from documents import press

NAMES = ("Fatima-Zahra EL MENZHARI", "فاطمة الزهراء المنزهاري")


@pytest.fixture(scope="module", params=["quick", "plain"])
def data(request):
    """The classic certificate, made in both ways."""
    paper = pdf.paper(snapshot(*NAMES))
    return press.plain(paper) if request.param == "plain" else press.typeset([paper])[0]


@pytest.fixture(scope="module")
def all_dressed(tmp_path_factory):
    """{design: the file with logos, signatures, a disclaimer and its topics overleaf}"""
    folder = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=folder):
        facts = dressed(folder)
        made = pdf.typeset([snapshot(*NAMES, design=design, language="ar", **facts) for design in DESIGNS])
    return dict(zip(DESIGNS, made, strict=True))


@pytest.fixture
def file(data):
    with Pdf.open(BytesIO(data)) as opened:
        yield opened


@pytest.fixture(params=["classic", "portrait", "single"])
def any_file(request, all_dressed):
    with Pdf.open(BytesIO(all_dressed[request.param])) as opened:
        opened.design = request.param
        yield opened


def elements(node):
    """Structure elements in the order they are read."""
    for child in node.get("/K", ()):
        if isinstance(child, Dictionary):
            yield child
            yield from elements(child)


def test_it_claims_both_standards(any_file):
    xmp = any_file.Root.Metadata.read_bytes().decode()
    assert 'pdfaid:part="3"' in xmp
    assert 'pdfaid:conformance="A"' in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert xmp.count("IOM-MA/2026/0042/P") == 1


def test_it_is_titled_and_has_a_language_and_a_colour_profile(file):
    assert str(file.docinfo.Title) == "Certificate of participation IOM-MA/2026/0042/P"
    assert file.Root.ViewerPreferences.DisplayDocTitle
    assert str(file.Root.Lang) == "en"
    assert file.Root.MarkInfo.Marked
    assert file.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert file.Root.OutputIntents[0].DestOutputProfile.N == 3


def test_its_tags_are_read_in_the_order_of_the_page(file):
    found = list(elements(file.Root.StructTreeRoot.K[0]))
    kinds = [str(element.S) for element in found]
    assert kinds.count("/H1") == 3
    assert kinds[-1] == "/Figure"
    arabic = [str(element.ActualText) for element in found if "/ActualText" in element]
    assert arabic[:4] == ["Office ar", "شهادة مشاركة", "تشهد Office ar بأن السيدة", "فاطمة الزهراء المنزهاري"]
    assert all(str(element.Lang) == "ar" for element in found if "/ActualText" in element)
    assert {str(element.Lang) for element in found if "/Lang" in element} == {"fr", "ar"}


def test_every_figure_has_words_and_a_box_on_the_page(file):
    [figure] = [element for element in elements(file.Root.StructTreeRoot.K[0]) if element.S == "/Figure"]
    assert str(figure.Alt) == f"QR: {URL}"
    left, bottom, right, top = map(float, figure.A.BBox)
    assert 0 <= left < right <= 842
    assert 0 <= bottom < top <= 596
    assert round(right - left) == 82  # 29 mm


def owned(file):
    """[(the marks drawn on a page in order, the tags that own them)]"""
    numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)
    assert numbers[::2] == list(range(len(file.pages)))
    for page, owners in zip(file.pages, numbers[1::2], strict=True):
        content = page.Contents if not isinstance(page.Contents, Stream) else [page.Contents]
        drawing = b"\n".join(part.read_bytes() for part in content)
        yield [int(mark) for mark in re.findall(rb"^<</MCID (\d+)>>", drawing, re.MULTILINE)], owners


def check_marks(file):
    for marks, owners in owned(file):
        assert sorted(marks) == list(range(len(owners)))
        for mark, owner in enumerate(owners):
            assert mark in list(owner.K)


def test_every_mark_belongs_to_a_tag_and_no_other(file):
    check_marks(file)


def test_every_mark_of_both_pages_belongs_to_a_tag(any_file):
    assert len(any_file.pages) == 2
    check_marks(any_file)


def test_every_font_is_embedded_and_says_its_letters(any_file):
    fonts = [entry for entry in any_file.objects if isinstance(entry, Dictionary) and entry.get("/Type") == "/FontDescriptor"]
    assert len(fonts) >= 3
    assert all(len(font.FontFile2.read_bytes()) == font.FontFile2.Length1 for font in fonts)
    assert all("/ToUnicode" in font for page in any_file.pages for font in page.Resources.Font.values())


def test_every_picture_of_every_design_has_words(any_file):
    figures = [element for element in elements(any_file.Root.StructTreeRoot.K[0]) if element.S == "/Figure"]
    language = {"classic": "en", "portrait": "fr", "single": "ar"}[any_file.design]
    signature = {"en": "Signature of {}", "fr": "Signature de {}", "ar": "توقيع {}"}[language]
    expected = [
        f"Logo A {language}",
        f"Logo B {language}",
        signature.format("Signs 0"),
        signature.format("Signs 2"),
        f"QR: {URL}",
    ]
    assert [str(figure.Alt) for figure in figures] == expected


def test_every_design_begins_in_its_language_with_a_heading(any_file):
    assert str(any_file.Root.Lang) == {"classic": "en", "portrait": "fr", "single": "ar"}[any_file.design]
    kinds = [str(element.S) for element in elements(any_file.Root.StructTreeRoot.K[0]) if str(element.S) in ("/H1", "/H2")]
    columns = {"classic": 3, "portrait": 2, "single": 1}[any_file.design]
    assert kinds == ["/H1"] * columns + ["/H2"] * columns


def test_pictures_are_in_few_colours_and_a_dressed_file_stays_small(any_file, all_dressed):
    pictures = [entry for entry in any_file.objects if isinstance(entry, Stream) and "/Width" in entry]
    assert len(pictures) == 3
    assert all(picture.ColorSpace[0] == "/Indexed" and "/SMask" not in picture for picture in pictures)
    assert len(all_dressed[any_file.design]) < 80 * 1024


def test_its_data_is_the_snapshot(file):
    [spec] = file.Root.AF
    assert (str(spec.F), str(spec.UF), spec.AFRelationship) == ("certificate.json", "certificate.json", "/Data")
    stream = spec.EF.F
    data = stream.read_bytes()
    assert stream.Subtype == "/application/json"
    assert stream.Params.Size == len(data)
    assert bytes(stream.Params.CheckSum) == hashlib.md5(data).digest()
    assert json.loads(data) == snapshot(*NAMES)
    assert [str(name) for name in file.Root.Names.EmbeddedFiles.Names if not isinstance(name, Dictionary)] == ["certificate.json"]


@pytest.mark.skipif(not shutil.which("qpdf"), reason="needs qpdf")
def test_qpdf_finds_no_error(all_dressed, tmp_path):
    (tmp_path / "c.pdf").write_bytes(all_dressed["portrait"])
    assert subprocess.run(["qpdf", "--check", tmp_path / "c.pdf"], capture_output=True).returncode == 0


def test_a_file_is_small(data):
    assert len(data) <= 65 * 1024
