from datetime import date, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.rules import PRESENT, attended_half_days, attended_minutes, by_day, make_plan, share, was_present

D1, D2, D3 = (date(2026, 4, day) for day in (14, 15, 16))


def sessions(register, day, *spans):
    return [(register, day, time.fromisoformat(start), time.fromisoformat(end)) for start, end in spans]


#: 180 + 120 minutes on the first day, 240 in one register on the second
PLAN = make_plan(
    [
        *sessions("1am", D1, ("09:00", "10:30"), ("10:45", "12:15")),
        *sessions("1pm", D1, ("14:00", "16:00")),
        *sessions("2am", D2, ("08:30", "12:30")),
    ]
)


def test_a_plan_adds_the_minutes_of_each_register():
    assert [slot.minutes for slot in PLAN.slots] == [180, 120, 240]
    assert (PLAN.minutes, PLAN.half_days, PLAN.registers) == (540, 3, ("1am", "1pm", "2am"))


def test_a_register_without_session_minutes_is_not_mandatory():
    assert make_plan([]).registers == ()
    assert make_plan(sessions("dinner", D1, ("19:00", "19:00"))).registers == ()
    assert attended_half_days(PLAN, {"dinner": "present"}) == 0
    assert share(PLAN, {"dinner": "present", "1am": "present"}) == Fraction(1, 3)


@pytest.mark.parametrize(("start", "end", "half"), [("12:59", "14:00", "am"), ("13:00", "14:00", "pm")])
def test_a_session_from_thirteen_hours_on_belongs_to_the_afternoon(start, end, half):
    assert [slot.half for slot in make_plan(sessions("r", D1, (start, end))).slots] == [half]


def test_a_register_of_the_whole_day_holds_two_half_days():
    plan = make_plan(sessions("day", D1, ("09:00", "12:00"), ("13:00", "17:00")))
    assert plan.registers == ("day",)
    assert (plan.half_days, plan.minutes) == (2, 420)
    assert attended_half_days(plan, {"day": "present"}) == 2
    assert attended_minutes(plan, {"day": "present"}) == 420


@pytest.mark.parametrize("mark", sorted(PRESENT))
def test_late_and_left_early_count_in_full(mark):
    assert attended_minutes(PLAN, {"1am": mark}) == 180
    assert share(PLAN, {"1am": mark}) == Fraction(1, 3)
    assert was_present([mark])


@pytest.mark.parametrize("mark", ["excused", "absent", None])
def test_other_marks_are_no_presence(mark):
    assert attended_minutes(PLAN, {"1am": mark}) == 0
    assert not was_present([mark])


def test_shares_are_exact_in_either_unit():
    marks = {"1am": "present", "1pm": "present"}
    assert share(PLAN, marks) == Fraction(2, 3)
    assert share(PLAN, marks, "minute") == Fraction(300, 540)
    assert share(PLAN, {"1am": "present", "2am": "present"}, "minute", "each_day") == Fraction(180, 300)


def test_each_day_takes_the_worst_day():
    assert share(PLAN, {"1am": "present", "2am": "present"}, scope="each_day") == Fraction(1, 2)
    assert share(PLAN, {"1am": "present", "1pm": "present"}, scope="each_day") == 0


def test_a_day_with_one_register_is_nothing_or_everything():
    assert by_day(PLAN, {"2am": "late"}, "half_day")[D2] == (1, 1)
    assert by_day(PLAN, {"2am": "absent"}, "half_day")[D2] == (0, 1)


@pytest.mark.parametrize(("attended", "half_days"), [((), 0), (("a",), 0), (("b",), 1), (("a", "c"), 1), (("c",), 0)])
def test_registers_per_session_attend_a_half_day_from_half_its_minutes(attended, half_days):
    morning = [
        *sessions("a", D1, ("09:00", "10:00")),
        *sessions("b", D1, ("10:00", "12:00")),
        *sessions("c", D1, ("12:00", "13:00")),
    ]
    assert attended_half_days(make_plan(morning), dict.fromkeys(attended, "present")) == half_days


def test_excused_leaves_the_denominator_only_when_the_rule_says_so():
    marks = {"1am": "present", "1pm": "excused", "2am": "present"}
    assert share(PLAN, marks) == Fraction(2, 3)
    assert share(PLAN, marks, excused="leaves_denominator") == 1
    assert share(PLAN, marks, "minute", excused="leaves_denominator") == 1


def test_a_day_excused_as_a_whole_is_no_day():
    marks = {"1am": "present", "1pm": "present", "2am": "excused"}
    assert share(PLAN, marks, scope="each_day", excused="leaves_denominator") == 1
    assert share(PLAN, marks, scope="each_day") == 0


def test_nothing_left_to_attend_has_no_share():
    everything = dict.fromkeys(PLAN.registers, "excused")
    assert share(PLAN, everything, excused="leaves_denominator") is None
    assert share(PLAN, everything) == 0
    assert share(make_plan([]), {}) is None


@st.composite
def plans_and_marks(draw):
    """Any programme of up to three days, by half-days, sessions or whole days, and any marks."""
    rows = []
    for number in range(draw(st.integers(1, 8))):
        start = draw(st.integers(7 * 60, 19 * 60))
        end = start + draw(st.integers(1, 180))
        register = f"r{draw(st.integers(0, number))}"
        rows.append((register, draw(st.sampled_from([D1, D2, D3])), time(start // 60, start % 60), time(end // 60, end % 60)))
    states = st.sampled_from(["present", "late", "left_early", "present_unsigned", "excused", "absent", None])
    plan = make_plan(rows)
    return plan, {register: draw(states) for register in plan.registers}


units, scopes, excuses = (
    st.sampled_from(words) for words in (["half_day", "minute"], ["event", "each_day"], ["counts_absent", "leaves_denominator"])
)


@given(plans_and_marks(), units, scopes, excuses)
def test_a_share_lies_between_nothing_and_everything(drawn, unit, scope, excused):
    reached = share(*drawn, unit, scope, excused)
    assert reached is None or 0 <= reached <= 1
    assert reached is None or isinstance(reached, Fraction)


@given(plans_and_marks(), units, scopes, excuses)
def test_present_everywhere_is_everything(drawn, unit, scope, excused):
    plan, _marks = drawn
    everywhere = dict.fromkeys(plan.registers, "present")
    assert share(plan, everywhere, unit, scope, excused) == 1
    assert attended_minutes(plan, everywhere) == plan.minutes
    assert attended_half_days(plan, everywhere) == plan.half_days


@given(plans_and_marks(), units, excuses)
def test_the_worst_day_never_exceeds_the_event(drawn, unit, excused):
    event, worst = (share(*drawn, unit, scope, excused) for scope in ("event", "each_day"))
    assert (event is None) == (worst is None)
    assert event is None or worst <= event


@given(plans_and_marks(), units, scopes)
def test_leaving_the_denominator_never_lowers_a_share(drawn, unit, scope):
    left = share(*drawn, unit, scope, "leaves_denominator")
    assert left is None or left >= share(*drawn, unit, scope)


@given(plans_and_marks(), units, scopes, st.data())
def test_one_more_presence_never_lowers_a_share(drawn, unit, scope, data):
    plan, marks = drawn
    more = marks | {data.draw(st.sampled_from(plan.registers)): "present"}
    assert share(plan, more, unit, scope) >= share(plan, marks, unit, scope)
