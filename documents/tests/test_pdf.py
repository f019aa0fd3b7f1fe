import unicodedata
from io import BytesIO

from pikepdf import Pdf
from pypdf import PdfReader

from documents.typesetting import Layout

NAMES = ["سعيد الفلاجوري", "الأمين", "الإدريسي", "الآمال", "فاطمة الزهراء"]


def layout(body):
    return Layout(f'<html lang="ar" dir="rtl"><title>عنوان</title><h1>{body}</h1></html>', ["static:css/certificate.css"])


def test_a_paper_claims_both_standards_and_is_tagged():
    with Pdf.open(BytesIO(layout("x").write())) as pdf:
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
        assert 'pdfaid:part="3"' in xmp
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "ar"


def test_arabic_with_lam_alef_is_read_back():
    text = unicodedata.normalize("NFKC", PdfReader(BytesIO(layout("<br>".join(NAMES)).write())).pages[0].extract_text())
    for name in NAMES:
        assert name in text


def test_the_same_paper_gives_the_same_bytes():
    assert layout("x").write() == layout("x").write()


def test_what_does_not_fit_takes_another_page():
    assert layout("x").pages == 1
    assert layout("x " * 6000).pages > 1
