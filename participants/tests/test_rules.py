from datetime import UTC, date, datetime, timedelta

import pytest

from participants.models import COUNTING, LIVE, Registration
from participants.rules.seats import decide, has_room, seats_left
from participants.rules.transitions import TRANSITIONS, may_become
from participants.rules.window import window

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("admission", "capacity", "counting", "waiting", "status"),
    [
        ("selection", 20, 0, 0, "submitted"),
        ("selection", 20, 20, 3, "submitted"),
        ("first_come", 20, 0, 0, "confirmed"),
        ("first_come", 20, 19, 0, "confirmed"),
        ("first_come", 20, 20, 0, "waitlisted"),
        ("first_come", 20, 21, 0, "waitlisted"),
        ("first_come", 20, 19, 1, "waitlisted"),
        ("first_come", None, 500, 1, "confirmed"),
    ],
)
def test_decide_gives_seats_in_order_while_there_are_any(admission, capacity, counting, waiting, status):
    assert decide(admission=admission, capacity=capacity, counting=counting, waiting=waiting) == status


def test_room_ends_with_the_last_seat():
    assert [has_room(capacity=2, counting=n) for n in (0, 1, 2, 3)] == [True, True, False, False]
    assert has_room(capacity=None, counting=10**6) is True


def test_seats_left_is_never_below_zero():
    assert [seats_left(capacity=2, counting=n) for n in (0, 2, 5)] == [2, 0, 0]
    assert seats_left(capacity=None, counting=5) is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "open"),
        ({"state": "draft"}, "closed"),
        ({"state": "registration_closed"}, "closed"),
        ({"state": "held"}, "closed"),
        ({"state": "postponed"}, "postponed"),
        ({"state": "cancelled"}, "cancelled"),
        ({"opens_at": NOW + timedelta(seconds=1)}, "not_yet"),
        ({"opens_at": NOW}, "open"),
        ({"closes_at": NOW}, "closed"),
        ({"closes_at": NOW + timedelta(seconds=1)}, "open"),
        ({"last_day": date(2026, 3, 2)}, "open"),
        ({"last_day": date(2026, 3, 1)}, "closed"),
    ],
)
def test_window_follows_state_and_times(changes, expected):
    terms = {
        "state": "published", "opens_at": None, "closes_at": None, "last_day": date(2026, 4, 1),
        "now": NOW, "today": NOW.date(),
    }  # fmt: skip
    assert window(**terms | changes) == expected


def test_transitions_name_every_status_and_end_where_a_registration_is_no_longer_live():
    statuses = set(Registration.Status.values)
    assert set(TRANSITIONS) == statuses
    assert {target for targets in TRANSITIONS.values() for target in targets} <= statuses
    assert {status for status, targets in TRANSITIONS.items() if targets} == {str(status) for status in LIVE}
    assert may_become("confirmed", "replaced")
    assert not may_become("declined", "confirmed")


def test_only_offered_and_confirmed_take_a_seat():
    assert {str(status) for status in COUNTING} == {"offered", "confirmed"}
