"""The 2014 case gives every figure its expected file holds."""

import json
from fractions import Fraction

import pytest
from django.conf import settings

from certificates.rules import Terms
from reports.actions import build_report
from reports.scope import find_scope

EXPECTED = json.loads((settings.BASE_DIR / "config/demo/iom-morocco-2014.expected.json").read_text())
BESIDE = {"rule", "period", "scope", "generated_at", "registers_not_validated"}
#: what came after the expected file, which no later figure changes
ADDED = {
    "by_disability": {"with_disability": 1, "without_disability": 20, "not_stated": 3},
    "by_new_or_returning": {"new": 24},
    "by_language": {"ar": 11, "fr": 13},
    "by_age_band_and_sex": {
        "25-34": {"F": 4, "M": 1},
        "35-44": {"F": 2, "M": 8},
        "45-54": {"F": 1, "M": 5},
        "55+": {"F": 1, "M": 1},
        "not_stated": {"M": 1},
    },
    "by_institution_and_sex": {
        **{key: {"F": 1, "M": 1} for key in ("DID", "SAN", "TRA")},
        **{key: {"F": 1, "M": 2} for key in ("DGS", "JUS")},
        **{key: {"M": 2} for key in ("FAX", "GEN")},
        "INT": {"F": 1, "M": 3},
        "MCM": {"F": 2, "M": 1},
        "PCI": {"M": 1},
    },
    "by_institution_type_and_sex": {
        "delegation": {"F": 1, "M": 1},
        "emergency_service": {"M": 1},
        "law_enforcement": {"F": 1, "M": 6},
        "ministry": {"F": 6, "M": 8},
    },
    "by_region_and_sex": {
        **{key: {"M": 1} for key in ("MA-09", "MA-11", "MA-12")},
        "MA-01": {"F": 1, "M": 1},
        "MA-02": {"M": 3},
        "MA-04": {"F": 3, "M": 9},
        "MA-06": {"F": 3},
        "MA-07": {"F": 1},
    },
    "by_disability_and_sex": {"with_disability": {"M": 1}, "without_disability": {"F": 8, "M": 12}, "not_stated": {"M": 3}},
    "by_new_or_returning_and_sex": {"new": {"F": 8, "M": 16}},
    "by_language_and_sex": {"ar": {"F": 1, "M": 10}, "fr": {"F": 7, "M": 6}},
}


@pytest.fixture
def report(case, now):
    return build_report(find_scope(project="CT.0690"), now=now)


def test_every_figure_is_as_expected_and_nothing_else_is_there(report):
    said = report.as_json()
    assert {key: value for key, value in said.items() if key not in BESIDE} == EXPECTED["indicators"] | ADDED
    assert said.keys() >= BESIDE


def test_every_figure_is_a_json_number(report):
    def leaves(value):
        return [leaf for item in value.values() for leaf in leaves(item)] if isinstance(value, dict) else [value]

    figures = json.loads(json.dumps({k: v for k, v in report.figures.items() if k != "currency"}))
    assert {type(leaf) for leaf in leaves(figures)} == {int, float}


@pytest.mark.parametrize("other", EXPECTED["trained_under_other_rules"])
def test_another_rule_gives_another_number_of_trained(case, now, other):
    terms = Terms(**other["rule"] | {"threshold": Fraction(str(other["rule"]["threshold"]))})
    report = build_report(find_scope(project="CT.0690"), terms, now=now)
    assert report.figures["trained"] == other["trained"]
    assert report.as_json()["rule"]["what_if"] is True
    if "not_trained" in other:
        assert sorted(row.key for row in report.count.not_trained) == other["not_trained"]


@pytest.mark.parametrize(("donor", "persons"), EXPECTED["each_donor_report_counts"].items())
def test_each_donor_counts_everybody_and_names_the_others(case, now, donor, persons):
    report = build_report(find_scope(project="CT.0690", donor=donor), now=now)
    assert report.figures == EXPECTED["indicators"] | ADDED
    assert report.figures["unique_persons"] == persons
    assert report.co_funders == sorted(EXPECTED["each_donor_report_counts"].keys() - {donor})


def test_what_stands_beside_the_figures(report, now):
    said = report.as_json()
    assert said["rule"] == {
        "unit": "half_day",
        "scope": "event",
        "threshold": 0.8,
        "test": "none",
        "pass_mark": None,
        "excused": "counts_absent",
        "version": 1,
        "source": "project",
        "what_if": False,
    }
    assert said["period"] == {"from": None, "to": None}
    assert said["scope"] == {
        "project": "CT.0690",
        "donor": None,
        "co_funders": [],
        "offices": ["IOM-MA"],
        "workshops": ["IOM-MA-2014-IBM"],
        "coming": [],
        "postponed": [],
        "cancelled": [],
    }
    assert said["generated_at"] == now.isoformat()
    assert said["registers_not_validated"] == 0


def test_pairs_leave_out_who_missed_a_test(report):
    attended = {row.key: row for row in report.count.persons}
    unpaired = [key for key, row in attended.items() if row.pre_test is None or row.post_test is None]
    assert sorted(unpaired) == EXPECTED["paired_tests_exclude"]
