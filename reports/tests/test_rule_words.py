from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from certificates.rules import Terms
from reports import rule_words


def terms(**changed):
    return Terms(**{"unit": "half_day", "scope": "event", "threshold": Fraction(4, 5), "test": "none"} | changed)


def test_sentence_of_the_usual_rule():
    assert rule_words.sentence(terms()) == (
        "A person present at no less than 80\u00a0% of all half-days of the workshop. No test is required."
    )


def test_sentence_names_the_pass_mark():
    words = rule_words.sentence(terms(unit="minute", scope="each_day", test="score", pass_mark=Decimal("12.500")))
    assert "on each day" in words
    assert words.endswith("The post-test must reach 12.5 points.")


@pytest.mark.parametrize("unit", ["half_day", "minute"])
@pytest.mark.parametrize("scope", ["event", "each_day"])
@pytest.mark.parametrize("test", ["none", "sat", "score"])
def test_every_rule_has_words(unit, scope, test):
    rule = terms(unit=unit, scope=scope, test=test, pass_mark=Decimal(10))
    assert "%(" not in rule_words.sentence(rule) + rule_words.brief(rule)


def test_note_says_how_excused_is_read():
    assert "not attended" in rule_words.note(terms(excused="counts_absent"))
    assert "left out" in rule_words.note(terms(excused="leaves_denominator"))


@pytest.mark.parametrize(("share", "text"), [("0.8", "80"), ("1", "100"), ("0.666666666667", "66.67"), ("0.125", "12.5")])
def test_exact_percent_keeps_the_places_it_needs(share, text):
    assert rule_words.exact_percent(share) == f"{text}\u00a0%"


def test_exact_percent_writes_the_comma_of_french():
    with translation.override("fr"):
        assert rule_words.exact_percent("0.125") == "12,5\u00a0%"
