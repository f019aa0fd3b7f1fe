import pytest
from pypdf import PdfReader
from weasyprint import HTML

from documents.assets import AssetFetcher, AssetRefused, asset_path
from documents.typesetting import Layout

PAGE = '<html lang="en"><title>t</title>{}<h1>Hello</h1></html>'


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:1/x.png",
        "https://example.org/x.png",
        "ftp://example.org/x",
        "static:../manage.py",
        "static:css/../../manage.py",
        "static:/etc/passwd",
        "static:vendor/VERSIONS.md",
        "static:css",
        "media:../secret_key",
        "media:certificates/2026/x.pdf",
        "data:text/css,body{}",
        "manage.py",
    ],
)
def test_fetcher_refuses(url):
    with pytest.raises(AssetRefused):
        AssetFetcher().fetch(url)


def test_fetcher_refuses_a_link_out_of_media(media_root, tmp_path):
    (tmp_path / "secret.png").write_text("secret")
    media_root.mkdir()
    (media_root / "logo.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(AssetRefused):
        asset_path("media:logo.png")


def test_fetcher_reads_static_files_and_stored_pictures(media_root):
    assert AssetFetcher().fetch("static:img/logo.svg").read().startswith(b"<svg")
    media_root.mkdir()
    (media_root / "logo.png").write_bytes(b"png")
    assert AssetFetcher().fetch("media:logo.png").read() == b"png"


@pytest.mark.logs_errors
@pytest.mark.parametrize(
    "payload",
    [
        '<link rel="attachment" href="file:///etc/passwd">',
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<img alt="x" src="http://127.0.0.1:1/x.png">',
        "<style>@import 'file:///etc/passwd'; @font-face { font-family: x; src: url(file:///etc/passwd) }</style>",
    ],
)
def test_a_paper_takes_nothing_in(payload, tmp_path):
    data = Layout(PAGE.format(payload), []).write()
    reader = PdfReader(_kept(data, tmp_path))
    assert not reader.attachments
    assert len(reader.pages) == 1


def test_the_control_a_default_fetcher_would_take_it_in(tmp_path):
    """The test above can fail: WeasyPrint's own fetcher does attach local files."""
    (tmp_path / "local.txt").write_text("local")
    page = PAGE.format(f'<link rel="attachment" href="file://{tmp_path}/local.txt">')
    data = HTML(string=page).write_pdf()
    assert PdfReader(_kept(data, tmp_path)).attachments


def _kept(data, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(data)
    return path
