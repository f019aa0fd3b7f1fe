from datetime import date, time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.rules import make_plan
from certificates.rules import Terms, decide

DAYS = [date(2026, 4, 14), date(2026, 4, 15), date(2026, 4, 16)]
HALVES = [f"{number}{half}" for number in (1, 2, 3) for half in ("am", "pm")]
#: three days; 180 minutes each morning, 120 each afternoon
PLAN = make_plan(
    (half, DAYS[int(half[0]) - 1], *((time(9), time(12)) if half.endswith("am") else (time(14), time(16)))) for half in HALVES
)


def terms(threshold="0.8", **fields):
    return Terms(**{"unit": "half_day", "scope": "event", "threshold": Fraction(threshold), "test": "none"} | fields)


def present(*registers):
    return dict.fromkeys(registers, "present")


@pytest.mark.parametrize(
    ("count", "threshold", "met"),
    [(5, "0.8", True), (4, "0.8", False), (4, "0.6666", True), (4, "0.66667", False), (6, "1", True), (5, "1", False)],
)
def test_the_share_of_half_days_must_reach_the_threshold(count, threshold, met):
    decision = decide(terms(threshold), PLAN, present(*HALVES[:count]))
    assert decision.met is met
    assert decision.share == Fraction(count, 6)
    assert decision.reasons == (() if met else ("share_too_low",))


def test_a_share_equal_to_the_threshold_is_enough():
    assert decide(terms("0.5"), PLAN, present(*HALVES[:3])).met
    assert decide(terms("0.6", unit="minute"), PLAN, present("1am", "2am", "3am")).share == Fraction(540, 900)
    assert decide(terms("0.6", unit="minute"), PLAN, present("1am", "2am", "3am")).met


def test_registers_not_held_yet_are_in_the_denominator():
    assert decide(terms(), PLAN, present("1am", "1pm")).held == 6


def test_each_day_must_reach_the_threshold():
    decision = decide(terms(scope="each_day"), PLAN, present(*HALVES[:5]))
    assert (decision.met, decision.share, decision.reasons) == (False, Fraction(1, 2), ("day_too_low",))
    assert decide(terms("0.5", scope="each_day"), PLAN, present("1am", "2pm", "3am")).met


@pytest.mark.parametrize(
    ("test", "score", "reasons"),
    [
        ("none", None, ()),
        ("sat", None, ("no_post_test",)),
        ("sat", Decimal(0), ()),
        ("score", None, ("no_post_test",)),
        ("score", Decimal("11.999"), ("score_too_low",)),
        ("score", Decimal(12), ()),
    ],
)
def test_the_test_is_as_the_rule_asks(test, score, reasons):
    asked = terms(test=test, pass_mark=Decimal(12))
    assert decide(asked, PLAN, present(*HALVES), score).reasons == reasons


def test_a_pass_mark_without_score_is_ignored():
    assert decide(terms(test="sat", pass_mark=Decimal(12)), PLAN, present(*HALVES), Decimal(3)).met


@pytest.mark.parametrize("excused", ["counts_absent", "leaves_denominator"])
def test_excused_from_everything_is_not_trained(excused):
    everything = dict.fromkeys(HALVES, "excused")
    assert not decide(terms("0", excused=excused), PLAN, everything).met


def test_excused_leaves_the_denominator_when_the_rule_says_so():
    marks = present(*HALVES[:4]) | dict.fromkeys(HALVES[4:], "excused")
    assert not decide(terms("1"), PLAN, marks).met
    assert decide(terms("1", excused="leaves_denominator"), PLAN, marks).met


def test_nobody_is_trained_without_a_presence_or_a_register():
    assert decide(terms("0"), PLAN, {}).reasons == ("never_present",)
    assert decide(terms("0"), make_plan([]), {}).reasons == ("no_registers",)
    assert decide(terms("0"), PLAN, {"DINNER": "present"}).reasons == ("never_present",)


def test_needed_is_the_least_that_reaches_the_threshold():
    decision = decide(terms(), PLAN, present("1am"))
    assert (decision.attended, decision.held, decision.needed) == (1, 6, 5)


def test_the_terms_of_a_row_are_exact(make):
    rule = make.project(rule={"threshold": "0.333333333333333333333333", "test": "score", "pass_mark": "10.5"}).rules.get()
    rule.refresh_from_db()
    assert Terms.of(rule).threshold == Fraction("0.333333333333333333333333")
    assert Terms.of(rule).pass_mark == Decimal("10.5")


states = st.sampled_from(["present", "late", "left_early", "present_unsigned", "excused", "absent", None])


@given(
    st.fixed_dictionaries(dict.fromkeys(HALVES, states)),
    st.fractions(0, 1),
    st.sampled_from(["half_day", "minute"]),
    st.sampled_from(["event", "each_day"]),
    st.sampled_from(["counts_absent", "leaves_denominator"]),
)
def test_a_decision_has_reasons_exactly_when_it_is_not_met(marks, threshold, unit, scope, excused):
    decision = decide(Terms(unit, scope, threshold, "none", excused=excused), PLAN, marks)
    assert decision.met is not bool(decision.reasons)
    if decision.met:
        assert decision.share >= threshold
        assert decision.attended > 0
