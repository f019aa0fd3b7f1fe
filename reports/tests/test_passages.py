import pytest

from reports.rules.passages import Passage, passages
from reports.rules.programme import Line, Slot, compared, planned


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        (" \n\n ", ()),
        ("One\ntwo\r\n\r\nThree", (Passage("text", ("One", "two")), Passage("text", ("Three",)))),
        ("Points:\n- a\n– b\nEnd", (Passage("text", ("Points:",)), Passage("list", ("a", "b")), Passage("text", ("End",)))),
        ("- a\n\n- b", (Passage("list", ("a",)), Passage("list", ("b",)))),
        ("-5 degrees", (Passage("text", ("-5 degrees",)),)),
    ],
)
def test_text_is_read_in_passages(text, found):
    assert passages(text) == found


def session(key, start, day="2026-04-14"):
    return {"key": key, "day": day, "start": start, "end": "12:00", "title": key}


def test_the_plan_is_read_back_from_what_changed_since():
    now = {"A": session("A", "09:30"), "C": session("C", "11:00")}
    changes = [
        ("session_added", {}, session("C", "11:00")),
        ("session_removed", session("B", "10:00"), {}),
        ("session_changed", session("A", "09:15"), session("A", "09:30")),
        ("session_changed", session("A", "09:00"), session("A", "09:15")),
        ("session_changed", {}, {}),
    ]
    plan = planned(now, changes)
    day = "2026-04-14"
    assert compared(plan, now, lambda one: one["title"]) == [
        Line("A", Slot(day, "09:00", "12:00"), Slot(day, "09:30", "12:00"), "A"),
        Line("B", Slot(day, "10:00", "12:00"), None, "B"),
        Line("C", None, Slot(day, "11:00", "12:00"), "C"),
    ]


def test_without_changes_the_plan_is_what_was_delivered():
    now = {"A": session("A", "09:00")}
    assert planned(now, []) == now
