from datetime import UTC, date, datetime, time
from fractions import Fraction

import pytest

from attendance.rules import local_day, make_plan, outlook, recording

DAYS = [date(2026, 4, 14), date(2026, 4, 15)]
PLAN = make_plan([(f"{n}{half}", day, *hours) for n, day in enumerate(DAYS) for half, hours in {
    "am": (time(9), time(12)), "pm": (time(14), time(16))}.items()])  # fmt: skip


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ({}, "possible"),
        ({"0am": "present", "0pm": "late", "1am": "left_early"}, "met"),
        ({"0am": "absent"}, "possible"),
        ({"0am": "absent", "0pm": "excused"}, "impossible"),
        ({"0am": "absent", "0pm": "present", "1am": "present"}, "possible"),
    ],
)
def test_outlook_of_three_quarters_of_the_half_days(marks, expected):
    assert outlook(PLAN, marks, Fraction(3, 4)) == expected


def test_outlook_when_excused_leaves_the_denominator():
    marks = {"0am": "excused", "0pm": "excused", "1am": "excused"}
    assert outlook(PLAN, marks, Fraction(1), excused="leaves_denominator") == "possible"
    assert outlook(PLAN, marks | {"1pm": "excused"}, Fraction(1), excused="leaves_denominator") == "impossible"


def test_outlook_of_each_day_ends_with_the_first_day_missed():
    marks = {"0am": "absent", "0pm": "present"}
    assert outlook(PLAN, marks, Fraction("0.6"), scope="each_day") == "impossible"
    assert outlook(PLAN, marks, Fraction("0.5"), scope="each_day") == "possible"


def test_outlook_in_minutes_counts_the_longer_half_day_for_more():
    marks = {"0am": "present", "1am": "present"}
    assert outlook(PLAN, marks, Fraction("0.6"), unit="minute") == "met"
    assert outlook(PLAN, marks, Fraction("0.6"), unit="half_day") == "possible"


def test_outlook_of_nobody_ever_present_is_not_met_by_a_threshold_of_zero():
    absent = dict.fromkeys(PLAN.registers, "absent")
    assert outlook(PLAN, absent, Fraction(0)) == "impossible"
    assert outlook(make_plan([]), {}, Fraction(0)) == "impossible"


def test_local_day_is_that_of_the_zone():
    evening = datetime(2026, 4, 13, 20, 0, tzinfo=UTC)
    assert local_day(evening, "Asia/Tokyo") == date(2026, 4, 14)
    assert local_day(evening, "Africa/Casablanca") == date(2026, 4, 13)


def test_recording_opens_on_the_day_and_ends_with_the_lock():
    assert recording("published", DAYS[0], DAYS[0], False) is None
    assert recording("held", DAYS[0], DAYS[1], True) == "locked"
