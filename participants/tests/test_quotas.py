"""Seats kept for institutions: never more than there are, released on their day at the workshop's place, once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.history import entries_for
from participants.actions.links import make_link
from participants.actions.quotas import release_quota, release_quotas, remove_quota, set_quota
from participants.actions.registrations import Refused, confirm, prove
from participants.models import Quota, Registration
from participants.queries.seats import quotas_of, seats_of, with_seats_taken
from workshops.models import Workshop

DAY = date(2026, 4, 1)


@pytest.fixture
def workshop(make, office):
    return make.workshop("WS-Q", office=office, capacity=5)


@pytest.fixture
def theirs(make):
    return make.institution("DGSN", name="Police")


def refused(action, **arguments):
    with pytest.raises(Refused) as refusal:
        action(**arguments)
    return refusal.value.code


def test_quota_is_set_changed_and_removed_with_its_history(workshop, theirs, actor, now):
    quota = set_quota(workshop=workshop, institution=theirs, seats=2, by=actor, now=now)
    assert set_quota(workshop=workshop, institution=theirs, seats=3, release_on=DAY, by=actor, now=now).pk == quota.pk
    remove_quota(quota=quota, by=actor, now=now)
    told = [(entry.verb, entry.values.before, entry.values.after) for entry in reversed(entries_for(workshop))]
    assert told == [
        ("quota_set", {}, {"quota": "DGSN: 2"}),
        ("quota_set", {"quota": "DGSN: 2"}, {"quota": "DGSN: 3, 2026-04-01"}),
        ("quota_removed", {"quota": "DGSN: 3, 2026-04-01"}, {}),
    ]
    assert Quota.objects.count() == 0


def test_quotas_together_fit_into_the_room(make, workshop, theirs, actor, now):
    set_quota(workshop=workshop, institution=theirs, seats=3, by=actor, now=now)
    another = make.institution()
    assert refused(set_quota, workshop=workshop, institution=another, seats=3, by=actor, now=now) == "quotas"
    set_quota(workshop=workshop, institution=another, seats=2, by=actor, now=now)
    set_quota(workshop=workshop, institution=theirs, seats=3, release_on=DAY, by=actor, now=now)
    assert list(Quota.objects.order_by("pk").values_list("seats", flat=True)) == [3, 2]


@pytest.mark.parametrize("state", ["held", "closed", "cancelled"])
def test_quotas_of_a_workshop_that_is_over_stay(make, office, theirs, actor, now, state):
    workshop = make.workshop(office=office, state=state)
    quota = Quota.objects.create(workshop=workshop, institution=theirs, seats=1)
    assert refused(set_quota, workshop=workshop, institution=theirs, seats=2, by=actor, now=now) == "over"
    assert refused(remove_quota, quota=quota, by=actor, now=now) == "over"
    assert refused(release_quota, quota=quota, by=actor, now=now) == "over"


def test_quota_is_released_once_and_kept_again_by_setting_it(workshop, theirs, actor, now):
    quota = set_quota(workshop=workshop, institution=theirs, seats=2, by=actor, now=now)
    assert release_quota(quota=quota, by=actor, now=now).released_at == now
    assert refused(release_quota, quota=quota, by=actor, now=now) == "unused"
    assert set_quota(workshop=workshop, institution=theirs, seats=2, by=actor, now=now).released_at is None


@pytest.mark.parametrize(("zone", "hour"), [("Africa/Casablanca", 23), ("Asia/Tokyo", 15)])
def test_job_releases_at_midnight_of_the_place_and_runs_twice(make, office, theirs, zone, hour):
    workshop = make.workshop(office=office, timezone=zone)
    quota = Quota.objects.create(workshop=workshop, institution=theirs, seats=2, release_on=DAY)
    midnight = datetime(2026, 3, 31, hour, tzinfo=UTC)
    moments = [midnight - timedelta(seconds=1), midnight, midnight]
    assert [release_quotas(now=moment) for moment in moments] == [0, 1, 0]
    quota.refresh_from_db()
    assert (quota.released_at, entries_for(workshop)[0].actor_label) == (midnight, "release_quotas")


@pytest.mark.parametrize("state", ["postponed", "held", "closed", "cancelled"])
def test_job_leaves_quotas_of_workshops_that_do_not_run(make, office, theirs, now, state):
    workshop = make.workshop(office=office, state=state)
    Quota.objects.create(workshop=workshop, institution=theirs, seats=2, release_on=now.date())
    assert release_quotas(now=now) == 0


def test_proving_respects_a_quota_and_staff_may_exceed_it_up_to_the_capacity(make, office, theirs, actor, now):
    workshop = make.workshop(office=office, capacity=3, admission="first_come")
    set_quota(workshop=workshop, institution=theirs, seats=1, by=actor, now=now)
    coming = [make.registration(workshop, status="unconfirmed", institution=theirs) for _ in range(2)]
    coming += [make.registration(workshop, status="unconfirmed") for _ in range(3)]
    statuses = [prove(token=make_link(registration=row, now=now), now=now).status for row in coming]
    assert statuses == ["confirmed", "waitlisted", "confirmed", "confirmed", "waitlisted"]
    assert refused(confirm, registration=coming[1], by=actor, now=now) == "full"
    Workshop.objects.update(capacity=4)
    assert confirm(registration=coming[1], by=actor, now=now).status == "confirmed"
    [quota] = quotas_of(workshop)
    assert (quota.taken, quota.seats, quota.share.kept, quota.label) == (2, 1, 0, "Police")


def test_public_sees_the_seats_kept_for_nobody(make, workshop, theirs, django_assert_num_queries):
    other = make.workshop(capacity=4)
    Quota.objects.create(workshop=workshop, institution=theirs, seats=3)
    Quota.objects.create(workshop=other, institution=theirs, seats=3, released_at=datetime(2026, 3, 1, tzinfo=UTC))
    make.registration(workshop, institution=theirs)
    with django_assert_num_queries(2):
        found = [seats_of(each).left for each in with_seats_taken(Workshop.objects.order_by("pk"))]
    assert (found, seats_of(workshop).left, seats_of(other).left) == ([2, 4], 2, 4)


def test_quota_counts_those_who_take_a_seat(make, workshop, theirs):
    for status in Registration.Status.values:
        make.registration(workshop, status=status, institution=theirs, rank=1)
    quota = Quota.objects.create(workshop=workshop, institution=theirs, seats=3)
    assert Quota.objects.with_taken().get(pk=quota.pk).taken == 2
