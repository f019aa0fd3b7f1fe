from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.rules.seats import Room, Share, decide, fills_itself, is_lapsed, next_in_line, offered_until

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
        ("first_come", 20, 18, 1, "confirmed"),
        ("first_come", None, 500, 1, "confirmed"),
    ],
)
def test_decide_gives_seats_in_order_while_there_are_any(admission, capacity, counting, waiting, status):
    room = Room(capacity, counting)
    assert decide(admission=admission, room=room, institution=None, waiting=[None] * waiting) == status


@pytest.mark.parametrize(
    ("institution", "counting", "taken", "status"),
    [
        ("A", 0, 0, "confirmed"),
        ("A", 2, 2, "confirmed"),
        ("A", 3, 3, "waitlisted"),  # the quota is all it gets by itself
        ("A", 10, 2, "waitlisted"),  # staff gave its seat to somebody else: the room is full
        ("B", 0, 0, "confirmed"),
        ("B", 6, 0, "confirmed"),
        ("B", 7, 0, "waitlisted"),  # the last three seats are kept
        ("B", 9, 2, "waitlisted"),
        ("B", 9, 3, "confirmed"),
        ("B", 9, 4, "confirmed"),  # over the quota by hand: nothing is kept any more
        (None, 7, 0, "waitlisted"),
    ],
)
def test_a_quota_keeps_its_seats_and_ends_there(institution, counting, taken, status):
    room = Room(10, counting, {"A": Share(3, taken)})
    assert decide(admission="first_come", room=room, institution=institution) == status


def test_a_quota_holds_without_a_limit_of_seats_too():
    room = Room(None, 50, {"A": Share(3, 3)})
    assert [room.admits("A"), room.admits("B"), room.left, room.is_full] == [False, True, None, False]


def test_those_whom_quotas_hold_back_are_passed_over():
    room = Room(10, 6, {"A": Share(3, 3), "B": Share(2, 1)})
    waiting = [("a", "A"), ("b1", "B"), ("c1", "C"), ("b2", "B"), ("c2", None), ("c3", "C"), ("c4", "C")]
    chosen, after = next_in_line(room=room, waiting=waiting)
    assert (chosen, after.free) == (["b1", "c1", "c2", "c3"], 0)
    assert next_in_line(room=room, waiting=waiting, most=2)[0] == ["b1", "c1"]
    assert next_in_line(room=room, waiting=waiting, most=0)[0] == []


def test_whoever_waits_and_is_held_back_takes_no_seat_from_a_newcomer():
    room = Room(10, 3, {"A": Share(3, 3)})
    assert decide(admission="first_come", room=room, institution="B", waiting=["A", "A"]) == "confirmed"


def test_seats_left_are_never_below_zero_and_leave_out_those_kept():
    assert [Room(2, n).left for n in (0, 2, 5)] == [2, 0, 0]
    assert [Room(5, 2, {"A": Share(n, 1)}).left for n in (1, 3, 9)] == [3, 1, 0]


INSTITUTIONS = st.sampled_from([None, "A", "B", "C", "D"])
QUOTAS = st.dictionaries(st.sampled_from(["A", "B", "C"]), st.integers(1, 6), max_size=3)
#: somebody comes, somebody leaves, staff give a seat by hand
EVENTS = st.lists(st.tuples(st.sampled_from(["comes", "comes", "leaves", "by hand"]), INSTITUTIONS), max_size=60)


@given(capacity=st.one_of(st.none(), st.integers(1, 15)), quotas=QUOTAS, events=EVENTS)
def test_seats_are_never_too_many_kept_ones_stay_and_none_is_empty_while_somebody_waits(capacity, quotas, events):
    """Any order of arrivals, withdrawals and gifts: the capacity holds, by itself nobody sits on another's kept seat."""
    seated, waiting = [], []
    for event, institution in events:
        before = room_of(capacity, quotas, seated)
        if event == "comes":
            status = decide(admission="first_come", room=before, institution=institution, waiting=waiting)
            (seated if status == "confirmed" else waiting).append(institution)
            if status == "confirmed":
                assert_kept(before, room_of(capacity, quotas, seated), institution)
        elif event == "leaves" and institution in seated:
            seated.remove(institution)
            before = room_of(capacity, quotas, seated)
            chosen, after = next_in_line(room=before, waiting=list(enumerate(waiting)))
            seated += [waiting[each] for each in chosen]
            waiting = [each for place, each in enumerate(waiting) if place not in chosen]
            assert after == room_of(capacity, quotas, seated)
        elif event == "by hand" and not before.is_full:
            seated.append(institution)
        room = room_of(capacity, quotas, seated)
        assert capacity is None or len(seated) <= capacity
        assert [each for each in waiting if room.admits(each)] == []


def room_of(capacity, quotas, seated):
    shares = {each: Share(n, seated.count(each)) for each, n in quotas.items()}
    return Room(capacity, len(seated), shares)


def assert_kept(before, after, institution):
    """A seat given by itself was the institution's own, or one that is kept for nobody."""
    if institution in before.quotas:
        assert after.quotas[institution].taken <= after.quotas[institution].seats
    elif before.capacity is not None:
        assert after.free >= after.kept


@pytest.mark.parametrize(
    ("admission", "undecided", "is_registering", "expected"),
    [
        ("first_come", True, True, True),
        ("selection", False, True, False),
        ("selection", True, False, False),
        ("selection", False, False, True),
    ],
)
def test_free_seats_are_offered_by_themselves_unless_the_office_still_chooses(admission, undecided, is_registering, expected):
    assert fills_itself(admission=admission, undecided=undecided, is_registering=is_registering) is expected


@pytest.mark.parametrize(
    ("state", "begins_in", "held_for"),
    [
        ("published", 100, 48),
        ("registration_closed", 100, 48),
        ("published", 30, 30),
        ("published", 0, None),
        ("published", -1, None),
        ("postponed", 100, None),
        ("held", 100, None),
        ("draft", 100, None),
    ],
)
def test_an_offer_is_held_for_some_hours_and_never_beyond_the_beginning(state, begins_in, held_for):
    until = offered_until(state=state, now=NOW, hours=48, begins_at=NOW + timedelta(hours=begins_in))
    assert until == (None if held_for is None else NOW + timedelta(hours=held_for))


def test_an_offer_lapses_at_its_time():
    assert [is_lapsed(NOW + timedelta(seconds=n), NOW) for n in (-1, 0, 1)] == [True, True, False]
    assert is_lapsed(None, NOW) is False
