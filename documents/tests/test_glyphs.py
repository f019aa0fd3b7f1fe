from documents import glyphs


def test_characters_without_a_glyph_are_named_once():
    assert glyphs.missing("Ali 漢字漢 BA") == ["漢", "字"]
    assert [glyphs.name_of(letter) for letter in ("漢", "\u0300", "\U000e0001")] == ["漢 (U+6F22)", "U+0300", "U+E0001"]


def test_our_languages_and_invisible_signs_are_printed():
    assert glyphs.missing("Ğülşen ŁĄCKI «œ» 100 % فاطِمة پرویز لآ\u200f\u200c\ufeff\n e\u0301") == []


def test_breadth_follows_the_letters():
    assert glyphs.breadth("WWWW") > 2 * glyphs.breadth("llll")
    assert glyphs.breadth("مُحَمَّد") == glyphs.breadth("محمد")
    assert glyphs.breadth("") == 0
