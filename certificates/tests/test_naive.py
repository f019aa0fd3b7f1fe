"""The rule against a second reading of product.md, Counting: minute by minute, without the product's own helpers."""

from datetime import date, time
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from attendance.rules import make_plan
from certificates.rules import Terms, decide

PRESENT = ("present", "late", "left_early", "present_unsigned")
#: (register, day of the month, start, end) in hours; registers of an hour, of half a day and of a whole day
SESSIONS = [
    ("a", 1, 9, 10),
    ("a", 1, 10, 12),
    ("b", 1, 12, 13),
    ("c", 1, 14, 16),
    ("d", 2, 9, 11),
    ("d", 2, 14, 17),
    ("e", 2, 17, 18),
]

terms = st.builds(
    Terms,
    unit=st.sampled_from(["half_day", "minute"]),
    scope=st.sampled_from(["event", "each_day"]),
    threshold=st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(4, 5), Fraction(1)]),
    test=st.sampled_from(["none", "sat", "score"]),
    pass_mark=st.just(10),
    excused=st.sampled_from(["counts_absent", "leaves_denominator"]),
)
marks = st.dictionaries(st.sampled_from("abcde"), st.sampled_from([*PRESENT, "excused", "absent"]))


def naively_trained(terms, sessions, marks, score):
    left = [s for s in sessions if not (terms.excused == "leaves_denominator" and marks.get(s[0]) == "excused")]
    if not any(marks.get(register) in PRESENT for register, *_rest in sessions) or not left:
        return False
    days = {}
    for day in {day for _register, day, *_rest in left}:
        held, done = {}, {}
        for register, on, start, end in left:
            half = start >= 13
            if on == day:
                held[half] = held.get(half, 0) + 60 * (end - start)
                done[half] = done.get(half, 0) + 60 * (end - start) * (marks.get(register) in PRESENT)
        if terms.unit == "half_day":
            held, done = dict.fromkeys(held, 1), {half: int(done[half] >= held[half] / 2) for half in held}
        days[day] = Fraction(sum(done.values())), sum(held.values())
    if terms.scope == "each_day":
        reached = min(done / held for done, held in days.values())
    else:
        reached = sum(done for done, _held in days.values()) / sum(held for _done, held in days.values())
    passed = {"none": True, "sat": score is not None, "score": score is not None and score >= 10}
    return reached >= terms.threshold and passed[terms.test]


@given(terms, st.lists(st.sampled_from(SESSIONS), unique=True), marks, st.none() | st.integers(0, 20))
def test_trained_is_what_a_second_reading_of_the_rule_says(terms, sessions, marks, score):
    plan = make_plan((register, date(2026, 4, day), time(start), time(end)) for register, day, start, end in sorted(sessions))
    assert decide(terms, plan, marks, score).met == naively_trained(terms, sessions, marks, score)
