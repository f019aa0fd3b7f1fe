"""The quick way is proved for each design, and a design that breaks its rules is told which."""

from types import SimpleNamespace

import pytest

from documents import pdf, press, skeletons, typesetting
from documents.papers import Code, DoesNotFit, Field, Paper
from documents.skeletons import BadDesign

BOX = """html { font-family: "IBM Plex Sans", Vazirmatn } .field { position: relative; z-index: 1; height: 10mm; width: 90mm }
.qr, .qr img { display: block; width: 20mm; height: 20mm }"""
PAGE = """<html lang="en"><head><title>{{ title }}</title></head><body class="{{ body }}">
<h1>{{ heading }}</h1><div class="around">{{ fields.name }}</div><p>Between</p>{{ fields.arabic }}<p class="below">Below</p>
{{ fields.qr }}MORE</body></html>"""


@pytest.fixture
def paper(tmp_path, settings):
    """`paper(style="", more="", **fields)`: a Paper of a small design, its rules added to by `style`."""
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path], "APP_DIRS": False, "OPTIONS": {}}]

    def made(style="", more="", name="Ali BA", arabic="الأمين", heading="Certificate", page=PAGE):
        (tmp_path / "paper.html").write_text(page.replace("MORE", more))
        name_of_sheet = f"test:{style}"
        typesetting._kit().sheets[name_of_sheet] = typesetting.rules(f"{BOX} {style}")
        fields = (
            Field("name", ((name, ""),), "latin", "en"),
            Field("arabic", ((arabic, ""),), "arabic", "ar", "rtl"),
            Code("qr", "https://warsha.example/verify/x", "QR: x"),
        )
        return Paper(
            "paper.html",
            (name_of_sheet,),
            {"heading": heading, "more": more, "page": page},
            "",
            fields,
            "Paper 1",
            b"{}",
            "paper.json",
            "The paper",
        )

    return made


def test_a_design_that_keeps_the_rules_is_accepted(paper):
    pdf.prove(paper())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"style": ".around { font-size: 20pt }"}, "field name looks different alone"),
        ({"style": "h1 { position: relative; z-index: 2 }"}, "something is drawn after the fields"),
        ({"style": ".below { position: relative; z-index: 1 }"}, "something is drawn before field qr that is no field"),
        ({"page": PAGE.replace("{{ fields.qr }}", "")}, "not each field stands on the page once: qr"),
    ],
)
def test_a_design_that_breaks_a_rule_is_told_which(paper, changes, words):
    with pytest.raises(BadDesign, match=words):
        pdf.prove(paper(**changes))


def test_a_paragraph_of_two_paragraphs_is_refused(paper):
    with pytest.raises(BadDesign, match="tags for"):
        pdf.prove(paper(more='<p style="display: inline">' + "long words " * 60 + "</p>"))


def test_a_field_that_does_not_fit_its_box_is_said_both_ways(paper):
    wide = paper(name="Abdelmounaïm " * 20)
    assert isinstance(press.typeset([wide])[0], DoesNotFit)
    with pytest.raises(DoesNotFit, match="name"):
        press.plain(wide)


def test_letters_the_skeleton_does_not_hold_go_the_plain_way(paper):
    unusual, usual = paper(name="Łukasz Ωmega"), paper()
    made = press.typeset([unusual, usual])
    assert made[0] == press.plain(unusual)
    assert made[1] != press.plain(usual)


def test_a_bad_design_is_set_the_plain_way_and_logged(paper, caplog):
    bad = paper(style=".around { font-size: 20pt }", heading="Bad")
    assert press.typeset([bad]) == [press.plain(bad)]
    assert "field name looks different alone" in caplog.text


def test_fixed_words_that_share_a_glyph_with_other_letters_are_noticed():
    """A reader is told one letter for each glyph: with two, one of them would be read back wrong."""
    fonts = {1: SimpleNamespace(hash="A", to_unicode={3: "\u00a0", 5: "Α"})}
    skeletons._agree(
        fonts, {1: SimpleNamespace(hash="A", to_unicode={3: " "}), 2: SimpleNamespace(hash="B", to_unicode={5: "A"})}
    )
    with pytest.raises(skeletons.Ambiguous):
        skeletons._agree(fonts, {1: SimpleNamespace(hash="A", to_unicode={5: "A"})})
