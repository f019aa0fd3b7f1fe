from datetime import UTC, date, datetime, timedelta

import pytest

from participants.models import COUNTING, LIVE, Registration
from participants.rules.transitions import TRANSITIONS, may_become
from participants.rules.window import window

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


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
