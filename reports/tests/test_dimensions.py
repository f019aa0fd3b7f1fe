"""Who is new, who speaks what, who was counted by head: what the facts give beyond the heads of 2014."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from certificates.rules import Terms
from reports.labels import LABELS
from reports.rules.counting import count, narrowed
from reports.rules.indicators import BY_KEY, INDICATORS, figures, value_of
from reports.rules.records import Facts
from reports.tests.test_counting import figures_of, registration, workshop

DAYS = 24 * 60 * 60
HALF = Terms("half_day", "event", Fraction(1, 2), "none")


def test_new_is_who_attended_no_workshop_before_the_first_of_these():
    both = [workshop(2), workshop(5)]
    earlier = {
        ("participant", 1): workshop(1).when,
        ("participant", 2): workshop(3).when,
        ("participant", 3): workshop(6).when,
    }
    rows = [registration(1, 2), registration(2, 5), registration(3, 5), registration(4, 2), registration(4, 5)]
    said = figures(count(Facts(tuple(both), tuple(rows), earlier=earlier)))
    assert said["by_new_or_returning"] == {"new": 2, "returning": 2}


def test_a_part_of_the_facts_knows_who_attended_the_others_before():
    rows = (registration(1, 1), registration(1, 2), registration(2, 2), registration(3, 1, marks=""), registration(3, 2))
    part = narrowed(Facts((workshop(1), workshop(2)), rows), {2})
    assert [w.id for w in part.workshops] == [2]
    assert figures(count(part))["by_new_or_returning"] == {"new": 2, "returning": 1}


def test_every_breakdown_is_crossed_with_sex_and_not_stated_is_of_both():
    rows = [
        registration(1, sex="F", language="ar", age_band="25-34", worst_domain=4),
        registration(2, sex="F", language="fr", worst_domain=1),
        registration(3, sex="", language="", age_band="25-34"),
    ]
    said = figures_of([workshop()], rows)
    assert said["by_language_and_sex"] == {"ar": {"F": 1}, "fr": {"F": 1}, "not_stated": {"not_stated": 1}}
    assert said["by_age_band_and_sex"] == {"25-34": {"F": 1, "not_stated": 1}, "not_stated": {"F": 1}}
    assert said["by_disability"] == {"with_disability": 1, "without_disability": 1, "not_stated": 1}
    assert list(said["by_language"]) == ["ar", "fr", "not_stated"]


def test_each_workshop_is_decided_by_the_rule_of_its_project():
    strict, easy = Terms("half_day", "event", Fraction(1), "none"), HALF
    both = (workshop(1, project="A"), workshop(2, project="B"), workshop(3, project="NONE"))
    rows = tuple(registration(n, n, marks="am") for n in (1, 2, 3))
    counted = count(Facts(both, rows), {"A": strict, "B": easy})
    assert [row.key for row in counted.trained] == ["P2"]
    assert count(Facts(both, rows), {}).trained is None


def test_people_present_alike_in_unlike_programmes_are_decided_apart():
    short = workshop(2)
    short = replace(short, plan=replace(short.plan, slots=short.plan.slots[:1]))
    rows = [registration(1, 1, marks="am"), registration(2, 2, marks="am")]
    said = figures_of([workshop(1), short], rows)
    assert (said["trained"], said["person_hours"], said["person_days"]) == (1, 6, 1)


def test_heads_without_names_are_kept_apart_and_leave_unit_costs():
    heads = {("INT", "F"): 10, ("INT", ""): 2, ("", "M"): 5}
    both = [
        workshop(1, cost=Decimal(100), currency="MAD"),
        workshop(2, cost=Decimal(900), currency="MAD", heads=heads),
    ]
    said = figures_of(both, [registration(1, 1), registration(2, 1)])
    assert said["head_count"] == {
        "workshops": 1,
        "persons": 17,
        "by_sex": {"F": 10, "M": 5, "not_stated": 2},
        "by_institution": {"INT": 12, "not_stated": 5},
    }
    assert (said["attended"], said["participations"], said["by_sex"]) == (2, 2, {"not_stated": 2})
    assert (said["cost_total"], said["cost_per_attendee"]) == (1000, 50)
    assert "head_count" not in figures_of([workshop(1)], [])


def test_lead_time_runs_from_the_invitation_to_the_first_names():
    times = (3 * DAYS, None, 4 * DAYS + DAYS // 2)
    said = figures_of([workshop(1, lead_times=times), workshop(2, lead_times=(12 * DAYS,))], [])
    assert said["nomination_lead_time"] == {"invited": 4, "n": 3, "mean_days": 6.5, "median_days": 4.5}
    assert figures_of([workshop(1, lead_times=(None,))], [])["nomination_lead_time"] == {
        "invited": 1,
        "n": 0,
        "mean_days": None,
        "median_days": None,
    }
    assert "nomination_lead_time" not in figures_of([workshop()], [])


def test_every_indicator_has_its_words_in_three_languages():
    assert LABELS.keys() == BY_KEY.keys()
    for key, label in LABELS.items():
        texts = []
        for language in ("en", "fr", "ar"):
            with translation.override(language):
                texts.append((str(label.name), str(label.definition)))
        assert len(set(texts)) == 3, key
        assert len({definition for _name, definition in texts}) == 3, key


def test_every_indicator_says_what_it_is():
    units = {"persons", "registrations", "attendances", "days", "hours", "minutes", "institutions", "share", "points", "money"}
    assert {indicator.unit for indicator in INDICATORS} == units | {"code"}
    levels = {level: {i.key for i in INDICATORS if i.level == level} for level in (1, 2, 3, 4)}
    assert levels == {1: {"feedback", "feedback_response_rate"}, 2: {"paired_tests"}, 3: {"follow_up"}, 4: set()}
    assert {indicator.version for indicator in INDICATORS} == {1}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("trained", 5),
        ("by_sex.F", 3),
        ("by_sex.X", 0),
        ("by_region_and_sex.MA-01.F", 0),
        ("paired_tests.mean_post", 14.5),
        ("paired_tests.nothing", None),
        ("by_sex.M", None),
        ("by_sex", None),
        ("nothing", None),
        ("currency", None),
        ("trained.more", None),
    ],
)
def test_a_target_finds_the_value_it_is_compared_with(path, value):
    said = {"trained": 5, "by_sex": {"F": 3, "M": None}, "paired_tests": {"mean_post": 14.5}, "currency": "MAD"}
    assert value_of(said | {"by_region_and_sex": {}}, path) == value


rows = st.lists(
    st.tuples(st.integers(1, 6), st.integers(1, 3), st.sampled_from(["am pm", "am", ""]), st.sampled_from("FMX")),
    unique_by=lambda row: row[:2],
    max_size=18,
)
SHARES = st.lists(st.integers(1, 9), min_size=1, max_size=3)


@given(rows, st.lists(st.tuples(st.decimals(0, 10_000, places=2), SHARES), min_size=3, max_size=3))
def test_additive_indicators_add_persons_unite_and_shares_sum(drawn, money):
    workshops = [
        workshop(n, cost=cost, currency="MAD", shares={f"D{d}": Fraction(part, sum(parts)) for d, part in enumerate(parts)})
        for n, (cost, parts) in enumerate(money, start=1)
    ]
    registrations = [registration(n, w, marks, sex=sex) for n, w, marks, sex in drawn]
    together = figures_of(workshops, registrations)
    apart = [figures_of([w], [r for r in registrations if r.workshop == w.id]) for w in workshops]
    for indicator in INDICATORS:
        if indicator.additive and isinstance(together.get(indicator.key), int | float):
            assert together[indicator.key] == pytest.approx(sum(said[indicator.key] for said in apart)), indicator.key
    assert together["unique_persons"] <= sum(said["unique_persons"] for said in apart) == together["participations"]
    assert sum(together["financial_share"].values()) == pytest.approx(together["cost_total"], abs=0.02)
    for key in ("by_sex", "by_new_or_returning", "by_language", "by_disability"):
        assert sum(together[key].values()) == together["unique_persons"]
    crossed = together["by_new_or_returning_and_sex"]
    assert {sex: sum(c.get(sex, 0) for c in crossed.values()) for sex in together["by_sex"]} == together["by_sex"]
