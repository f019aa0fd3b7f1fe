"""Two people merge the same persons at the same moment: one wins, and nobody is lost, on both databases."""

import threading

import pytest

from accounts.history import Actor
from participants.actions.merging import people as merging
from participants.actions.merging.people import MergeRefused, merge_people
from participants.models import Merge, Participant
from participants.tests.test_seats_race import at_once, both, need


@pytest.fixture
def pair(make, office):
    return [make.registration(make.workshop(office=office)).participant for _ in range(2)]


def merges(pair, make, office, now, *, crossed):
    """Two merges of one pair by two users; crossed: each keeps the other one's."""
    actors = [Actor.of(make.user(office=office)) for _ in range(2)]
    turns = [pair, pair[::-1] if crossed else pair]
    return [
        lambda one=one, other=other, by=by: merge_people(kept=one, merged=other, by=by, now=now)
        for (one, other), by in zip(turns, actors, strict=True)
    ]


@both
@pytest.mark.parametrize("crossed", [True, False])
@pytest.mark.django_db(transaction=True)
def test_one_of_two_merges_at_once_wins(pair, make, office, now, database, crossed):
    need(database)
    errors = at_once(merges(pair, make, office, now, crossed=crossed))
    assert [(type(error), error.code) for error in errors] == [(MergeRefused, "merged")]
    [kept] = Participant.objects.current()
    assert (kept.registrations.count(), Merge.objects.count()) == (2, 1)


def chained(make, office, now):
    """Two merges at once of three persons: the first into the second, the second into the third."""
    first, second, third = (make.registration(make.workshop(office=office)).participant for _ in range(3))
    by = Actor.of(make.user(office=office))
    return [
        lambda: merge_people(kept=second, merged=first, by=by, now=now),
        lambda: merge_people(kept=third, merged=second, by=by, now=now),
    ]


def is_sound():
    """Whether each merged person leads on, and nothing hangs there any more."""
    merged = [merge.merged for merge in Merge.objects.select_related("merged")]
    return all(person.merged_into_id and not person.registrations.exists() for person in merged)


@both
@pytest.mark.django_db(transaction=True)
def test_chain_merged_at_once_loses_nobody(make, office, now, database):
    need(database)
    errors = at_once(chained(make, office, now))
    assert [error.code for error in errors] in ([], ["merged"])
    assert (is_sound(), Merge.objects.count()) == (True, 2 - len(errors))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_registrations_are_left_behind(make, office, now, monkeypatch):
    """The control: without it the one in the middle is merged away while somebody's registrations move to it."""
    need("postgres")
    looked = threading.Barrier(2)
    check = merging._check

    def check_together(kept, merged):
        check(kept, merged)
        looked.wait(30)

    monkeypatch.setattr(merging, "lock_workshop", lambda _pk: None)
    monkeypatch.setattr(merging, "lock_people", lambda pks: Participant.objects.select_related("office").in_bulk(pks))
    monkeypatch.setattr(merging, "_check", check_together)
    assert (at_once(chained(make, office, now)), is_sound()) == ([], False)
