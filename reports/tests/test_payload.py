"""A report prints from plain data: read from JSON it prints the same, in every language, without the database."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certificates.rules import Terms
from participants.models import Institution
from reports.actions import build_report
from reports.payload import LANGUAGES, build_payload, frozen, terms_of
from reports.presentation import present
from reports.scope import find_scope

TERMS = Terms("minute", "each_day", Fraction(2, 3), "none")
TEXTS = st.text(st.characters(codec="utf-8"))
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=12,
)


@pytest.fixture
def report(case, now):
    return build_report(find_scope(project=case.project, donor="SDC"), now=now)


@settings(max_examples=25)
@given(VALUES)
def test_freezing_what_was_frozen_gives_the_same_bytes(value):
    assert frozen(json.loads(frozen(value))) == frozen(value)


def test_a_stored_payload_prints_the_same_without_the_database(report, django_assert_num_queries):
    payload = build_payload(report)
    stored = frozen(payload)
    printed = {language: present(payload, language) for language in LANGUAGES}
    Institution.objects.update(acronym="X")
    with django_assert_num_queries(0):
        assert {language: present(json.loads(stored), language) for language in LANGUAGES} == printed
    assert printed["fr"].tables[0].title != printed["ar"].tables[0].title


def test_names_of_every_id_stand_in_three_languages(report):
    names = build_payload(report)["names"]
    assert {language: names[language]["institution"]["INT"] for language in LANGUAGES} == {
        "en": "Ministry of Interior",
        "fr": "Ministère de l'Intérieur",
        "ar": "وزارة الداخلية",
    }
    for language in LANGUAGES:
        assert names[language]["donor"].keys() == {"SDC", "IDF"}
        assert names[language]["institution"].keys() == report.figures["by_institution"].keys()
        assert names[language]["indicator"].keys() == names[language]["definition"].keys()


def test_counts_of_a_breakdown_sum_to_the_persons(report):
    for attribute, cells in build_payload(report)["breakdowns"].items():
        assert {value: cell["persons"] for value, cell in cells.items()} == report.figures[f"by_{attribute}"]
        assert all(sum(cell["sex"].values()) == cell["persons"] for cell in cells.values())
        assert sum(cell["trained"] for cell in cells.values()) == report.figures["trained"]


def test_the_list_of_persons_is_proved_by_its_hash(report, case):
    said = build_payload(report)["person_list"]
    assert said["registrations"] == 24
    case.registrations.filter(pk=report.count.attendances[0].id).update(key="Another")
    again = build_report(report.scope, now=report.generated_at)
    assert build_payload(again)["person_list"]["sha256"] != said["sha256"]
    assert build_payload(report)["person_list"] == said


@pytest.mark.parametrize("terms", [None, TERMS])
def test_the_rule_comes_back_as_it_was_used(case, now, terms):
    report = build_report(find_scope(project=case.project), terms, now=now)
    read = terms_of(json.loads(frozen(build_payload(report)))["report"]["rule"])
    assert read.threshold == (Fraction("0.6666666666666666") if terms else Fraction(4, 5))
    assert (read.unit, read.scope, read.test, read.pass_mark, read.excused) == (
        report.rule.terms.unit,
        report.rule.terms.scope,
        "none",
        None,
        "counts_absent",
    )
