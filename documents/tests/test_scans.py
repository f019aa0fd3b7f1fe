from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from documents import images, scans


def picture(kind="PNG", size=(40, 30), mode="RGB", **options):
    target = BytesIO()
    Image.new(mode, size, "white" if mode != "RGBA" else (255, 0, 0, 0)).save(target, kind, **options)
    return target.getvalue()


def paper(change=None, pages=1, **options):
    target = BytesIO()
    with pikepdf.new() as pdf:
        for _number in range(pages):
            pdf.add_blank_page(page_size=(200, 100))
        if change:
            change(pdf)
        pdf.save(target, **options)
    return target.getvalue()


def refused(data):
    with pytest.raises(scans.ScanRefused) as caught:
        scans.read_scan(data)
    return caught.value.code


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "1"), ("PNG", "P"), ("JPEG", "CMYK"), ("JPEG", "L")]
)
def test_pictures_of_every_kind_become_jpeg(kind, mode):
    scan = scans.read_scan(picture(kind, mode=mode))
    made = Image.open(BytesIO(scan.data))
    assert (scan.media_type, scan.ending, scan.pages, made.format, made.size) == ("image/jpeg", "jpg", 1, "JPEG", (40, 30))


def test_transparent_picture_stands_on_white():
    made = Image.open(BytesIO(scans.read_scan(picture(mode="RGBA")).data))
    assert made.getpixel((5, 5)) == (255, 255, 255)


def test_large_picture_is_made_smaller_and_upright_and_forgets_where_it_was_taken():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "a maker"
    made = Image.open(BytesIO(scans.read_scan(picture("JPEG", size=(4000, 1000), exif=exif)).data))
    assert (made.size, dict(made.getexif())) == ((731, 2924), {})


def test_what_is_appended_to_a_picture_is_lost():
    assert b"<script>" not in scans.read_scan(picture("JPEG") + b"<script>x</script>").data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"x" * (scans.LARGEST + 1), "too_large"),
        (b"<html>%PDF-1.7", "unknown_type"),
        (b"GIF89a" + b"\0" * 40, "unknown_type"),
        (b"\x89PNG\r\n\x1a\nnothing", "broken"),
        (picture("JPEG", size=(500, 500))[:300], "broken"),
        (b"%PDF-1.7\nnothing", "broken"),
        (paper(pages=0), "broken"),
        (paper(pages=scans.MOST_PAGES + 1), "too_many_pages"),
        (paper(encryption=pikepdf.Encryption(owner="o", user="u")), "locked"),
    ],
    ids=["empty", "large", "html", "gif", "no png", "cut jpeg", "no pdf", "no page", "many pages", "password"],
)
def test_what_is_no_scan_is_refused(data, code):
    assert refused(data) == code


def test_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(images, "MOST_PIXELS", 1000)
    assert refused(picture()) == "too_many_pixels"


def test_pdf_keeps_its_pages_and_nothing_else():
    def arm(pdf):
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = script
        pdf.Root.AA = pikepdf.Dictionary(WC=script)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA="<xdp/>")
        pdf.attachments["evil.exe"] = b"MZ"
        page = pdf.pages[0]
        page.AA = pikepdf.Dictionary(O=script)
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=script)
        page.Annots = pikepdf.Array([pdf.make_indirect(link)])
        page.obj["/Contents"] = pdf.make_stream(b"0 0 10 10 re f")

    scan = scans.read_scan(paper(arm, pages=2))
    with pikepdf.open(BytesIO(scan.data)) as made:
        assert sorted(made.Root.keys()) == ["/Pages", "/Type"]
        assert not set(made.pages[0].obj.keys()) & {"/AA", "/Annots"}
        assert b"re f" in made.pages[0].Contents.read_bytes()
        assert len(made.pages) == scan.pages == 2
    assert [word for word in (b"JavaScript", b"app.alert", b"evil", b"XFA") if word in scan.data] == []


def test_page_keeps_the_size_it_took_from_above():
    def lift(pdf):
        pdf.Root.Pages["/MediaBox"] = pikepdf.Array([0, 0, 200, 100])
        del pdf.pages[0].obj["/MediaBox"]

    with pikepdf.open(BytesIO(scans.read_scan(paper(lift)).data)) as made:
        assert [float(side) for side in made.pages[0].MediaBox] == [0, 0, 200, 100]


def test_the_same_file_gives_the_same_scan():
    for data in (paper(), picture()):
        assert scans.read_scan(data) == scans.read_scan(data)


def test_logo_keeps_its_transparency():
    made = Image.open(BytesIO(images.drawing(picture(mode="RGBA", size=(900, 300)), 600)))
    assert (made.format, made.mode, made.size) == ("PNG", "RGBA", (600, 200))
