import pytest

from participants.models import Registration
from participants.queries.registrations import searched
from participants.rules.searching import LONGEST, alternatives, holds, person_key

LATIN = person_key("Mohammed", "TAZROUTI", "", "m.t@example.org")
ARABIC = person_key("", "", "محمد تازروتي")


@pytest.mark.parametrize("question", ["Mohamed", "mohammed", "Muhammad", "محمد", "tazrouti MOHAMED", "تازروتي", "tazr", ""])
def test_question_finds_the_name_in_any_spelling_and_script(question):
    assert holds(LATIN, question)


@pytest.mark.parametrize("question", ["Mohamed", "محمد", "مُحَمّد", "Tazrouti", "تازروتي محمد"])
def test_question_finds_a_name_known_in_arabic_only(question):
    assert holds(ARABIC, question)


@pytest.mark.parametrize("question", ["Ahmed", "أحمد", "Mohamed Tazi", "example.com"])
def test_question_does_not_find_another_name(question):
    assert not holds(LATIN, question)


def test_address_is_found_as_written():
    assert [holds(key, "m.t@example") for key in (LATIN, ARABIC)] == [True, False]


def test_key_fits_its_column():
    assert len(person_key("a" * 150, "b" * 150, "م" * 200, "c" * 254)) <= LONGEST


def test_database_answers_as_the_rule_does(make, office):
    workshop = make.workshop(office=office)
    for names in (("Mohammed", "TAZROUTI", ""), ("", "", "محمد العلمي"), ("Ahmed", "ALAMI", "أحمد العلمي")):
        make.registration(workshop, **dict(zip(("given_name", "family_name", "arabic_name"), names, strict=True)))
    rows = Registration.objects.order_by("pk")
    for question in ("mohamed", "محمد", "alami", "علمي", "ahmad", "nobody"):
        expected = [row for row in rows if holds(row.search_key, question)]
        assert list(searched(rows, question)) == expected
    assert [len(searched(rows, question)) for question in ("mohamed", "ahmad", "nobody")] == [2, 1, 0]


def test_short_words_are_looked_for_as_written():
    assert alternatives("ali") == [("ali",)]
