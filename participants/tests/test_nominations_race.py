"""A focal point and a colleague send the same list at the same moment: everybody is named once, ranks and roles hold."""

import threading
from datetime import timedelta

import pytest

from participants.actions import nominations as actions
from participants.actions.nominations import listing, naming
from participants.models import Nomination
from participants.tests.test_seats_race import at_once, both, need
from workshops.models import Workshop


def name(invitation, given, now):
    person = {"given_name": given, "family_name": "X", "sex": "F"}
    return lambda: actions.name_people(invitation=invitation, people=[person], now=now + timedelta(days=1))


@both
@pytest.mark.django_db(transaction=True)
def test_same_list_sent_at_once_names_everybody_once(make, now, database):
    need(database)
    invitation = make.invitation(make.workshop(), quota=2)
    errors = at_once([name(invitation, given, now) for given in ("Amal", "Badr", "Chama") for _time in range(3)])
    assert [error.code for error in errors] == ["same_name"] * 6
    rows = Nomination.objects.order_by("rank").values_list("rank", "role")
    assert list(rows) == [(1, "nominee"), (2, "nominee"), (3, "substitute")]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_one_person_is_named_twice(make, now, monkeypatch):
    """The control: what the lock prevents does happen without it."""
    need("postgres")
    invitation = make.invitation(make.workshop(), quota=2)
    compared, quota_of = threading.Barrier(2), naming.quota_of

    def quota_together(row):
        compared.wait(30)
        return quota_of(row)

    monkeypatch.setattr(listing, "lock_workshop", lambda pk: Workshop.objects.select_related("office").get(pk=pk))
    monkeypatch.setattr(naming, "quota_of", quota_together)
    assert at_once([name(invitation, "Amal", now)] * 2) == []
    assert Nomination.objects.count() == 2
