from datetime import date, time
from decimal import Decimal

import pytest

from workshops.rules import funding, schedule
from workshops.rules.transitions import TRANSITIONS, next_state

DAY = date(2026, 4, 14)


@pytest.mark.parametrize(
    ("unit", "day", "start", "code"),
    [
        ("half_day", DAY, time(9), "D1-AM"),
        ("half_day", DAY, time(12, 59), "D1-AM"),
        ("half_day", DAY, time(13), "D1-PM"),
        ("half_day", date(2026, 4, 16), time(14), "D3-PM"),
        ("session", DAY, time(9), "S4"),
    ],
)
def test_register_code_follows_day_and_half(unit, day, start, code):
    assert schedule.register_code(unit=unit, first_day=DAY, day=day, start=start, key="S4") == code


def test_free_code_counts_on():
    assert schedule.free_code("a", {"b"}) == "a"
    assert schedule.free_code("a", {"a", "a-2"}) == "a-3"


def test_next_key_follows_the_highest_of_its_kind():
    assert schedule.next_key("session", ["S01", "S2", "B7", "odd"]) == "S3"
    assert schedule.next_key("break", []) == "B1"


def test_overlaps_touching_ends_do_not():
    assert schedule.overlaps([(time(9), time(10), "a"), (time(10), time(11), "b")]) == []


def test_overlaps_contained_and_crossing():
    slots = [(time(9), time(12), "a"), (time(10), time(11), "b"), (time(11, 30), time(13), "c")]
    assert schedule.overlaps(slots) == [("a", "b"), ("a", "c")]


def test_proposed_code_counts_within_office_and_year():
    taken = ["IOM-MA-2026-01", "IOM-MA-2026-07", "IOM-MA-2025-99", "IOM-MA-2026-IBM"]
    assert schedule.proposed_code("IOM-MA", 2026, taken) == "IOM-MA-2026-08"
    assert schedule.proposed_code("IOM-MA", 2027, taken) == "IOM-MA-2027-01"


@pytest.mark.parametrize(
    ("share", "percent"), [("0.8", "80"), ("0.125", "12.5"), ("0.333333333333", "33.3333333333"), ("1", "100")]
)
def test_shares_and_percentages_are_exact_both_ways(share, percent):
    assert str(funding.to_percent(share)) == percent
    assert funding.to_share(Decimal(percent)) == share


@pytest.mark.parametrize(
    ("shares", "whole"), [(["0.6", "0.4"], True), (["0.6", "0.3999"], False), (["1"], True), ([], False), (["0.7", "0.7"], False)]
)
def test_is_whole_only_at_exactly_one(shares, whole):
    assert funding.is_whole([Decimal(share) for share in shares]) is whole


def test_split_sums_to_the_amount():
    third = Decimal("0.333333333333")
    parts = funding.split(Decimal("100.00"), {"a": third, "b": third, "c": 1 - 2 * third})
    assert sum(parts.values()) == Decimal("100.00")
    assert sorted(parts.values()) == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]


EXPECTED = {
    ("draft", "approve"): "approved",
    ("draft", "publish"): "published",
    ("approved", "publish"): "published",
    ("published", "close_registration"): "registration_closed",
    ("registration_closed", "reopen_registration"): "published",
    ("published", "hold"): "held",
    ("registration_closed", "hold"): "held",
    ("held", "close"): "closed",
    ("closed", "reopen"): "held",
    ("postponed", "reschedule"): "published",
} | {(state, "postpone"): "postponed" for state in ("draft", "approved", "published", "registration_closed")}
EXPECTED |= {(state, "cancel"): "cancelled" for state in ("draft", "approved", "published", "registration_closed", "postponed")}
VERBS = {verb for _state, verb in EXPECTED} | {"unknown"}


@pytest.mark.parametrize("state", list(TRANSITIONS))
@pytest.mark.parametrize("verb", sorted(VERBS))
def test_next_state_for_every_state_and_verb(state, verb):
    assert next_state(state, verb) == EXPECTED.get((state, verb))
