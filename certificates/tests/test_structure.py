"""The file as an archive and a screen reader see it: PDF/A-3a and PDF/UA-1, the quick way and the plain way alike."""

import hashlib
import json
import shutil
import subprocess
from io import BytesIO

import pytest
from pikepdf import Dictionary, Pdf, Stream

from certificates import pdf
from certificates.tests.papers import URL, snapshot
from documents import press


@pytest.fixture(scope="module", params=["quick", "plain"])
def data(request):
    paper = pdf.paper(snapshot("Fatima-Zahra EL MENZHARI", "فاطمة الزهراء المنزهاري"))
    return press.plain(paper) if request.param == "plain" else press.typeset([paper])[0]


@pytest.fixture
def file(data):
    with Pdf.open(BytesIO(data)) as opened:
        yield opened


def elements(node):
    """Structure elements in the order they are read."""
    for child in node.get("/K", ()):
        if isinstance(child, Dictionary):
            yield child
            yield from elements(child)


def test_it_claims_both_standards(file):
    xmp = file.Root.Metadata.read_bytes().decode()
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


def test_every_mark_of_the_page_belongs_to_a_tag_and_no_other(file):
    numbers, owners = file.Root.StructTreeRoot.ParentTree.Nums
    content = file.pages[0].Contents
    drawing = b"\n".join(part.read_bytes() for part in (content if not isinstance(content, Stream) else [content]))
    marks = [int(line[8:-2]) for line in drawing.split(b"\n") if line.startswith(b"<</MCID ")]
    assert numbers == 0
    assert sorted(marks) == list(range(len(owners)))
    for mark, owner in enumerate(owners):
        assert mark in list(owner.K)


def test_every_font_is_embedded_and_says_its_letters(file):
    fonts = [entry for entry in file.objects if isinstance(entry, Dictionary) and entry.get("/Type") == "/FontDescriptor"]
    assert len(fonts) >= 4
    assert all(len(font.FontFile2.read_bytes()) == font.FontFile2.Length1 for font in fonts)
    assert all("/ToUnicode" in font for font in file.pages[0].Resources.Font.values())


def test_its_data_is_the_snapshot(file):
    [spec] = file.Root.AF
    assert (str(spec.F), str(spec.UF), spec.AFRelationship) == ("certificate.json", "certificate.json", "/Data")
    stream = spec.EF.F
    data = stream.read_bytes()
    assert stream.Subtype == "/application/json"
    assert stream.Params.Size == len(data)
    assert bytes(stream.Params.CheckSum) == hashlib.md5(data).digest()
    assert json.loads(data) == snapshot("Fatima-Zahra EL MENZHARI", "فاطمة الزهراء المنزهاري")
    assert [str(name) for name in file.Root.Names.EmbeddedFiles.Names if not isinstance(name, Dictionary)] == ["certificate.json"]


@pytest.mark.skipif(not shutil.which("qpdf"), reason="needs qpdf")
def test_qpdf_finds_no_error(data, tmp_path):
    (tmp_path / "c.pdf").write_bytes(data)
    assert subprocess.run(["qpdf", "--check", tmp_path / "c.pdf"], capture_output=True).returncode == 0


def test_a_file_is_small(data):
    assert len(data) <= 65 * 1024
