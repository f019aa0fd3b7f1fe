from datetime import date

import pytest

from certificates.tests.papers import snapshot
from certificates.wording import LANGUAGES, PLACEHOLDERS, WORDS, days_in_words, hours_in_words


def spoken(sex):
    """The two phrases of each language, joined, for a person of `sex`."""
    columns = snapshot(sex=sex)["languages"]
    return {column["lang"]: "".join(text for text, _key in column["lead"] + column["sentence"]) for column in columns}


def test_women_and_men_are_addressed_as_such():
    woman, man = spoken("F"), spoken("M")
    assert "Madame" in woman["fr"]
    assert "elle a suivi" in woman["fr"]
    assert "Monsieur" in man["fr"]
    assert "il a suivi" in man["fr"]
    assert "السيدة" in woman["ar"]
    assert "شاركت" in woman["ar"]
    assert "وتابعت" in woman["ar"]
    assert "السيد" in man["ar"]
    assert "شارك في" in man["ar"]
    assert "وتابع خلالها" in man["ar"]


@pytest.mark.parametrize("sex", ["X", ""])
def test_other_and_not_stated_get_the_neutral_sentence(sex):
    neutral = spoken(sex)
    for gendered in ("Madame", "Monsieur", "elle a", "il a", "السيد", "شاركت", "تابعت"):
        assert gendered not in neutral["fr"] + neutral["ar"]


def test_every_language_has_every_phrase():
    for words in WORDS.values():
        assert words.phrases.keys() == PLACEHOLDERS.keys()
        for kind, phrases in words.phrases.items():
            assert phrases.heading
            assert ["{office}" in lead for lead in phrases.leads.values()] == [True] * len(phrases.leads)
            for sentence in phrases.sentences.values():
                assert all(f"{{{value}}}" in sentence for value in PLACEHOLDERS[kind] if value != "office")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((2014, 6, 24), (2014, 6, 26), ("from 24 to 26 June 2014", "du 24 au 26 juin 2014", "من 24 إلى 26 يونيو 2014")),
        ((2014, 8, 1), (2014, 8, 1), ("on 1 August 2014", "le 1er août 2014", "يوم 1 غشت 2014")),
        (
            (2014, 6, 30),
            (2014, 7, 2),
            ("from 30 June to 2 July 2014", "du 30 juin au 2 juillet 2014", "من 30 يونيو إلى 2 يوليوز 2014"),
        ),
    ],
)
def test_dates_in_words(start, end, expected):
    assert tuple(days_in_words(date(*start), date(*end), language) for language in LANGUAGES) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (60, ("1 hour", "1 heure", "ساعة واحدة")),
        (90, ("1.5 hours", "1,5 heure", "1.5 ساعة")),
        (120, ("2 hours", "2 heures", "ساعتين")),
        (300, ("5 hours", "5 heures", "5 ساعات")),
        (100, ("1.67 hours", "1,67 heure", "1.67 ساعة")),
        (810, ("13.5 hours", "13,5 heures", "13.5 ساعة")),
        (0, ("0 hours", "0 heure", "0 ساعة")),
    ],
)
def test_hours_in_words(minutes, expected):
    assert tuple(hours_in_words(minutes, language) for language in LANGUAGES) == expected


def test_an_empty_place_closes_up():
    column = snapshot(town=dict.fromkeys(LANGUAGES, ""))["languages"][0]
    assert "held from 24" in "".join(text for text, _key in column["sentence"])


def test_town_is_written_in_the_language_of_the_column():
    columns = snapshot(town={"en": "Rabat", "fr": "Rabat", "ar": "الرباط"})["languages"]
    places = [text for column in columns for text, key in column["sentence"] if "الرباط" in text or "Rabat" in text]
    assert ["in Rabat" in places[0], "à Rabat" in places[1], "في الرباط" in places[2]] == [True, True, True]
