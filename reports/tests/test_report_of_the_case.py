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


@pytest.fixture
def report(case, now):
    return build_report(find_scope(project="CT.0690"), now=now)


def test_every_figure_is_as_expected_and_nothing_else_is_there(report):
    said = report.as_json()
    assert {key: value for key, value in said.items() if key not in BESIDE} == EXPECTED["indicators"]
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
    assert report.figures == EXPECTED["indicators"]
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
