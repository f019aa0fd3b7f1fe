import pytest

from mailing.kinds import KINDS, PLACEHOLDERS, label
from mailing.rules.wording import fill, marked, missing, unknown

VALUES = {"name": "Amina {link}", "title": "Droits", "link": "https://x.org/my/1/", "contact": ""}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Dear {name},", "Dear Amina {link},"),
        (
            "{0.__class__} {name.__class__} {name!r} {name:>9} {{name}}",
            "{0.__class__} {name.__class__} {name!r} {name:>9} {Amina {link}}",
        ),
        ("{% if name %} {{ link|safe }} %(title)s ${title}", "{% if name %} {{ link|safe }} %(title)s $Droits"),
        ("a\n\n{contact}\n\nb", "a\n\nb"),
        ("a\nQuestions: {contact}\nb", "a\nb"),
        ("a\n{contact} {title}\nb", "a\n Droits\nb"),
        ("a\r\nb  \n\n\n\n{nobody} {", "a\nb\n\n{nobody} {"),
    ],
)
def test_filling_is_plain_replacement(text, filled):
    assert fill(text, VALUES) == filled


def test_words_in_braces_that_are_no_placeholder_are_named():
    assert unknown("{nom} {name} {الاسم} {nom} {0.__class__} {a b} {Name}", {"name"}) == ["nom", "الاسم", "Name"]


def test_missing_placeholders_are_named():
    assert missing("{name} { link}", ("link", "name")) == ["link"]


def test_arabic_lines_that_begin_in_latin_run_from_right_to_left():
    text = "IOM: ورشة\nأهلا IOM\nhttps://x.org/ورشة\nAmina"
    assert marked(text, "ar") == "\u200fIOM: ورشة\nأهلا IOM\nhttps://x.org/ورشة\nAmina"
    assert marked(text, "fr") == text


def test_every_kind_says_what_its_placeholders_stand_for():
    assert {name for kind in KINDS.values() for name in kind.placeholders} <= PLACEHOLDERS.keys()
    assert all(set(kind.required) <= set(kind.placeholders) for kind in KINDS.values())


def test_kind_that_nobody_named_is_shown_as_it_is():
    assert (label("some_new_kind"), str(label("registration_prove"))) == ("some new kind", "Please confirm your address")
