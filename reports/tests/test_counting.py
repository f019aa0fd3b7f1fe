"""Heads and indicators over several workshops, from records alone."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.rules import make_plan
from certificates.rules import Terms
from reports.rules.counting import count
from reports.rules.indicators import INDICATORS, figures
from reports.rules.records import DisabilityTotal, Facts, FollowUp, Registration, Workshop
from reports.rules.rounding import rounded

ALL = Terms("half_day", "event", Fraction(1), "none")
#: two half-days in every workshop here: 180 and 120 minutes
AM, PM = ("am", time(9), time(12)), ("pm", time(14), time(16))


def workshop(number=1, **fields):
    day = date(2026, 4, number)
    plan = make_plan((register, day, start, end) for register, start, end in (AM, PM))
    values = {"code": f"W{number}", "title": "", "office": "A", "state": "closed", "start": day, "end": day, "plan": plan}
    return Workshop(**{"id": number} | values | fields)


def registration(number, workshop=1, marks="am pm", **fields):
    """A registration of person `number`, present at the registers named in `marks`."""
    values = {"id": 100 * workshop + number, "key": f"P{number}", "person": ("participant", number), "workshop": workshop}
    return Registration(**values | {"marks": dict.fromkeys(marks.split(), "present")} | fields)


def figures_of(workshops, registrations, terms=ALL):
    return figures(count(Facts(tuple(workshops), tuple(registrations)), terms))


def test_two_workshops_unite_persons_and_add_the_rest():
    rows = [registration(1), registration(2, marks="am"), registration(1, 2, marks="pm"), registration(3, 2, marks="")]
    said = figures_of([workshop(1), workshop(2)], rows)
    assert (said["nominated"], said["confirmed"], said["participations"]) == (4, 4, 3)
    assert said["attended"] == said["unique_persons"] == 2
    assert said["trained"] == 1
    assert said["completion_rate"] == 0.5
    assert said["no_show_rate"] == 0.25
    assert said["person_days"] == 2
    assert said["person_hours"] == 10
    assert said["training_minutes_total"] == 600


def test_meeting_the_rule_in_one_workshop_is_enough():
    rows = [
        registration(1, 1, marks="am pm"),
        registration(1, 2, marks="am"),
        registration(2, 1, marks="am"),
        registration(2, 2, marks="pm"),
    ]
    counted = count(Facts((workshop(1), workshop(2)), tuple(rows)), ALL)
    assert [row.person for row in counted.trained] == [("participant", 1)]
    assert [row.person for row in counted.not_trained] == [("participant", 2)]


@pytest.mark.parametrize(
    "status", ["submitted", "waitlisted", "offered", "declined", "withdrawn", "replaced", "expired", "cancelled"]
)
def test_only_confirmed_registrations_attend(status):
    said = figures_of([workshop()], [registration(1), registration(2, status=status)])
    assert (said["nominated"], said["confirmed"], said["attended"], said["trained"]) == (2, 1, 1, 1)
    assert said["no_show_rate"] == 0


def test_excused_and_absent_are_no_presence():
    excused = replace(registration(3), marks={"am": "excused", "pm": "absent"})
    said = figures_of([workshop()], [registration(1), registration(2, marks=""), excused])
    assert (said["confirmed"], said["attended"], said["no_show_rate"]) == (3, 1, 0.6667)


def test_a_register_without_session_minutes_makes_nobody_attend():
    assert figures_of([workshop()], [registration(1, marks="dinner")])["attended"] == 0


def test_a_person_is_described_as_at_the_latest_workshop_attended():
    old = {
        "sex": "F",
        "age_band": "25-34",
        "institution": "OLD",
        "institution_type": "ministry",
        "region": "MA-01",
        "worst_domain": 3,
    }
    new = {"sex": "F", "age_band": "35-44", "institution": "NEW", "institution_type": "agency", "region": "MA-04"}
    rows = [registration(1, 2, **new), registration(1, 1, **old), registration(1, 3, marks="", institution="NEVER")]
    said = figures_of([workshop(1), workshop(2), workshop(3)], rows)
    assert said["by_institution"] == {"NEW": 1}
    assert (said["by_age_band"], said["by_region"], said["by_institution_type"]) == ({"35-44": 1}, {"MA-04": 1}, {"agency": 1})
    assert said["disability"] == {"answered": 0, "with_disability": 0, "declined": 1}
    assert said["institutions_reached"] == 1


def test_not_stated_is_a_category_and_leaves_the_share_of_women():
    rows = [registration(n, sex=sex) for n, sex in enumerate(["F", "M", "X", ""])]
    said = figures_of([workshop()], rows)
    assert said["by_sex"] == {"F": 1, "M": 1, "X": 1, "not_stated": 1}
    assert said["women_share"] == 0.3333
    assert said["by_institution"] == {"not_stated": 4}
    assert said["institutions_reached"] == 0


def test_disability_counts_from_a_lot_of_difficulty():
    rows = [registration(n, worst_domain=worst) for n, worst in enumerate([1, 2, 3, 4, None])]
    assert figures_of([workshop()], rows)["disability"] == {"answered": 4, "with_disability": 2, "declined": 1}


@pytest.mark.parametrize(
    ("again", "said"),
    [
        ([], {"answered": 3, "with_disability": 2, "declined": 1}),  # the workshop's own report: exact
        ([1], {"answered": 2, "with_disability": 2, "declined": 2}),  # 3 of 4 count there: 9/4 and 6/4, halves up
        ([1, 2, 3, 4], {"answered": 0, "with_disability": 0, "declined": 4}),  # everybody counts later, and declined there
    ],
)
def test_totals_of_erased_answers_stand_for_those_who_count_there(again, said):
    erased = workshop(1, disability=DisabilityTotal(4, 3, 2))
    rows = [registration(n) for n in (1, 2, 3, 4)] + [registration(n, 2) for n in again]
    assert figures_of([erased, workshop(2)], rows)["disability"] == said


def test_totals_and_answers_of_later_workshops_add_up():
    erased = workshop(1, disability=DisabilityTotal(2, 1, 1))
    rows = [registration(1), registration(2), registration(2, 2, worst_domain=4), registration(3, 2, worst_domain=1)]
    said = figures_of([erased, workshop(2)], rows)["disability"]
    assert said == {"answered": 3, "with_disability": 2, "declined": 0}


def test_erased_answers_leave_no_breakdown():
    """A later workshop's answers alone would put everybody of the erased one in "not stated"."""
    rows = [registration(1), registration(2, 2, worst_domain=4, sex="F")]
    said = figures_of([workshop(1, disability=DisabilityTotal(1, 1, 1)), workshop(2)], rows)
    assert (said["by_disability"], said["by_disability_and_sex"]) == ({}, {})
    kept = figures_of([workshop(1), workshop(2)], rows)
    assert kept["by_disability"] == {"with_disability": 1, "not_stated": 1}


def scored(number, pre, post, workshop=1):
    return registration(number, workshop, pre_test=Decimal(pre), post_test=Decimal(post))


def test_pairs_of_one_maximum_are_in_points():
    said = figures_of([workshop(max_score=Decimal(20))], [scored(1, 10, 15), scored(2, 12, 12), registration(3)])["paired_tests"]
    assert said == {
        "n": 2,
        "max_score": 20,
        "mean_pre": 11,
        "mean_post": 13.5,
        "mean_gain_points": 2.5,
        "mean_gain_pct_points": 12.5,
        "relative_gain_pct": 22.7,
        "normalised_gain_of_means": 0.2778,
        "share_improved": 0.5,
    }


def test_pairs_of_different_maxima_are_in_percent_and_each_registration_is_one():
    both = [workshop(1, max_score=Decimal(20)), workshop(2, max_score=Decimal(40))]
    said = figures_of(both, [scored(1, 10, 15), scored(1, 10, 30, 2)])["paired_tests"]
    assert (said["n"], said["max_score"], said["mean_pre"], said["mean_post"]) == (2, 100, 37.5, 75)
    assert said["mean_gain_points"] == said["mean_gain_pct_points"] == 37.5
    assert (said["relative_gain_pct"], said["normalised_gain_of_means"]) == (100, 0.6)


def test_gains_without_a_base_are_undefined():
    assert figures_of([workshop(max_score=Decimal(20))], [scored(1, 0, 5)])["paired_tests"]["relative_gain_pct"] is None
    full = figures_of([workshop(max_score=Decimal(20))], [scored(1, 20, 20)])["paired_tests"]
    assert full["normalised_gain_of_means"] is None
    assert full["relative_gain_pct"] == full["share_improved"] == 0


def test_money_adds_up_and_is_split_by_each_workshops_shares():
    half, full = {"A": Decimal("0.5"), "B": Decimal("0.5")}, {"A": Decimal(1)}
    both = [
        workshop(1, cost=Decimal("1000.50"), currency="MAD", shares=half),
        workshop(2, cost=Decimal(500), currency="MAD", shares=full),
    ]
    said = figures_of(both, [registration(1), registration(2, marks="am")])
    assert (said["cost_total"], said["currency"]) == (1500.5, "MAD")
    assert said["financial_share"] == {"A": 1000.25, "B": 500.25}
    assert (said["cost_per_attendee"], said["cost_per_trained"]) == (750.25, 1500.5)
    assert said["cost_per_person_day"] == 1000.33


def test_two_currencies_are_never_added_up():
    both = [workshop(n, cost=Decimal(n), currency=c, shares={"A": Decimal(1)}) for n, c in ((1, "MAD"), (2, "USD"))]
    said = figures_of(both, [registration(1)])
    assert said["cost_by_currency"] == {"MAD": 1, "USD": 2}
    costs = ("cost_total", "cost_per_attendee", "cost_per_trained", "cost_per_person_day", "currency")
    assert {said[key] for key in costs} == {None}
    assert said["financial_share"] == {"A": None}


def test_a_workshop_without_cost_adds_nothing_and_no_currency():
    said = figures_of([workshop(1, cost=Decimal(10), currency="MAD"), workshop(2, currency="USD")], [registration(1)])
    assert (said["cost_total"], said["currency"]) == (10, "MAD")
    assert "cost_by_currency" not in said


def test_feedback_is_pooled_by_the_name_of_the_question():
    both = [
        workshop(1, forms=2, feedback={"useful": {5: 1, 2: 1}}),
        workshop(2, forms=4, feedback={"useful": {4: 3}, "venue": {3: 4}}),
    ]
    said = figures_of(both, [registration(n) for n in range(8)])
    assert said["feedback"] == {
        "useful": {"n": 5, "mean": 3.8, "share_4_or_5": 0.8},
        "venue": {"n": 4, "mean": None, "share_4_or_5": None},
    }
    assert said["feedback_response_rate"] == 0.75


def test_follow_ups_add_up():
    both = [workshop(1, follow_up=FollowUp(10, 5, 2)), workshop(2, follow_up=FollowUp(10, 5, 3)), workshop(3)]
    said = figures_of(both, [registration(n) for n in range(20)])["follow_up"]
    assert said == {
        "response_rate": 0.5,
        "using_skills_share_of_answers": 0.5,
        "using_skills_share_of_trained": 0.25,
    }


def test_without_a_rule_trained_is_unknown_and_nothing_else():
    said = figures_of([workshop(cost=Decimal(10), currency="MAD", follow_up=FollowUp(10, 5, 5))], [registration(1)], terms=None)
    assert said["trained"] is said["completion_rate"] is said["cost_per_trained"] is None
    assert said["follow_up"] == {"response_rate": 0.5, "using_skills_share_of_answers": 1, "using_skills_share_of_trained": None}
    assert said["unique_persons"] == 1


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [("0.00005", 4, 0.0001), ("0.00004999", 4, 0), ("2.345", 2, 2.35), ("-2.345", 2, -2.35), ("1/3", 4, 0.3333), ("2", 2, 2)],
)
def test_figures_are_rounded_half_up_from_the_exact_value(value, places, printed):
    assert rounded(Fraction(value), places) == printed


def test_keys_of_indicators_are_unique():
    assert len({indicator.key for indicator in INDICATORS}) == len(INDICATORS)


marks = st.sampled_from(["am pm", "am", "pm", "", "dinner"])
rows = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 3), marks), unique_by=lambda row: row[:2], max_size=18)


@given(rows)
def test_what_adds_up_over_workshops_adds_up(drawn):
    workshops = [workshop(n, cost=Decimal(n), currency="MAD") for n in (1, 2, 3)]
    registrations = [registration(*row) for row in drawn]
    together = figures_of(workshops, registrations)
    apart = [figures_of([w], [r for r in registrations if r.workshop == w.id]) for w in workshops]
    for key in (
        "nominated",
        "confirmed",
        "participations",
        "person_days",
        "person_hours",
        "training_minutes_total",
        "cost_total",
    ):
        assert together[key] == pytest.approx(sum(said[key] for said in apart))


@given(rows)
def test_heads_never_exceed_what_they_are_part_of(drawn):
    said = figures_of([workshop(n) for n in (1, 2, 3)], [registration(*row, sex="F") for row in drawn])
    assert said["trained"] <= said["unique_persons"] <= said["participations"] <= said["confirmed"] <= said["nominated"]
    assert sum(said["by_sex"].values()) == said["unique_persons"] == said["attended"]
    assert said["no_show_rate"] is None or 0 <= said["no_show_rate"] <= 1
