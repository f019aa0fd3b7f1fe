"""Every template compiles, carries no inline style or script, and leaves no visible word unmarked."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.template import engines

FOLDER = settings.BASE_DIR / "templates"
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.suffix in {".html", ".txt", ".svg"})
PAGES = [name for name in TEMPLATES if name.endswith(".html")]
LONGEST = 150
#: attributes that are read out or shown
SPOKEN = {"title", "placeholder", "aria-label", "alt"}
#: words that are the same in every language
NAMES = {"Warsha", "English", "Français", "العربية", "QR", "PDF", "XLSX", "DOCX", "JSON", "ZIP", "CSV", "IOM"}
#: heads the column of names in Arabic, in every language
NAMES |= {"الاسم"}
#: blocks that fill an attribute
ATTRIBUTES = re.compile(r"{%\s*block \w+_(class|attrs)\s*%}.*?{%\s*endblock\b.*?%}", re.S)
MARKED = re.compile(r"{%\s*(comment|blocktranslate|blocktrans|verbatim)\b.*?{%\s*end\1\s*%}", re.S)
TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.S)
WORD = re.compile(r"[^\W\d_]{2,}")


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles(name):
    assert engines["django"].get_template(name).origin.template_name == name


@pytest.mark.parametrize("name", PAGES)
def test_template_is_short_and_has_no_inline_code(name):
    text = (FOLDER / name).read_text()
    assert len(text.splitlines()) <= LONGEST
    assert inline_code(text) == []


def inline_code(text):
    """Style and event attributes, style elements, scripts that carry code, scripts without the nonce."""
    found = re.findall(r"\s(?:style|on[a-z]+)=[\"']", text)
    found += re.findall(r"<style\b", text)
    for attributes, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", text, re.S):
        is_data = "application/json" in attributes
        if not is_data and (body.strip() or "nonce=" not in attributes or "src=" not in attributes):
            found.append(f"<script{attributes}>")
    return found


@pytest.mark.parametrize("name", PAGES)
def test_template_marks_every_visible_word(name):
    assert visible_words((FOLDER / name).read_text()) == []


def visible_words(text):
    """The words a reader would see that no translation tag wraps."""
    reader = _Words()
    reader.feed(TAGS.sub(" ", MARKED.sub(" ", ATTRIBUTES.sub(" ", text))))
    return [words for words in reader.found if not NAMES.issuperset(WORD.findall(words))]


class _Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in {"script", "style"}
        spoken = SPOKEN | {"value"} if ("type", "submit") in attrs else SPOKEN
        self.found += [value for key, value in attrs if key in spoken and WORD.search(value or "")]

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data):
        is_markup = '="' in data  # of a tag whose name a template tag writes
        if not self.silent and not is_markup and WORD.search(data):
            self.found.append(" ".join(data.split()))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>{% translate 'Save' %} · {{ x }} 12</p>", []),
        ("<p>{% blocktranslate trimmed %}You {{ x }}{% endblocktranslate %}</p>", []),
        ("<p>Save</p>", ["Save"]),
        ('<img alt="A seal">', ["A seal"]),
        ('<input type="hidden" value="next">', []),
    ],
)
def test_visible_words_are_seen(text, found):
    assert visible_words(text) == found


@pytest.mark.parametrize(
    "text",
    ['<p style="x">', '<a onclick="x()">', "<script>x()</script>", '<script src="x.js"></script>', "<style>p {}</style>"],
)
def test_inline_code_is_seen(text):
    assert inline_code(text) != []
