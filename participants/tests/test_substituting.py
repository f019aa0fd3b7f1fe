"""Somebody else comes instead: the seat passes on, both are told, the two rows are linked."""

import pytest

from accounts.history import entries_for
from participants.actions import registrations as actions
from participants.models import Nomination, Participant, Registration


@pytest.fixture
def workshop(make, office):
    return make.workshop("WS-S", office=office, capacity=2)


@pytest.fixture
def absent(make, workshop):
    return make.registration(workshop, email="absent@example.org")


def refused(**arguments):
    with pytest.raises(actions.Refused) as refusal:
        actions.substitute(**arguments)
    return refusal.value.code


def test_substitute_takes_the_seat_in_a_full_room(make, workshop, absent, actor, now, person, kinds):
    make.registration(workshop)
    waiting = make.registration(workshop, status="waitlisted", rank=1)
    new = actions.substitute(registration=absent, data=person(), origin="nominated", by=actor, now=now)
    absent.refresh_from_db()
    waiting.refresh_from_db()
    assert (absent.status, absent.replaced_by, new.status, new.origin) == ("replaced", new, "confirmed", "nominated")
    assert (new.participant.email_key, new.proved_at, waiting.status) == ("ilham@example.org", now, "waitlisted")
    assert Registration.objects.filter(workshop=workshop).counting().count() == 2
    assert kinds(to="ilham@example.org") == ["registration_confirmed"]
    assert kinds(to="absent@example.org") == ["registration_replaced"]
    [entry], [other] = entries_for(absent), entries_for(new)
    assert (entry.verb, entry.values.after) == ("replaced", {"status": "replaced", "replaced_by": new.key})
    assert (other.verb, other.values.after["replaces"]) == ("substitute", absent.key)


def test_substitute_at_the_door_is_a_walk_in(absent, actor, now, person):
    assert actions.substitute(registration=absent, data=person(), by=actor, now=now).origin == "walk_in"


def test_somebody_who_waits_may_take_the_seat_and_keeps_the_origin(make, workshop, absent, actor, now):
    waiting = make.registration(workshop, status="waitlisted", rank=1)
    new = actions.substitute(registration=absent, newcomer=waiting, by=actor, now=now)
    assert (new.pk, new.status, new.rank, new.origin) == (waiting.pk, "confirmed", None, "self_registered")


def test_substitute_from_another_workshop_is_refused(make, office, absent, actor, now):
    stranger = make.registration(make.workshop(office=office), status="submitted")
    assert refused(registration=absent, newcomer=stranger, by=actor, now=now) == "not_allowed"


@pytest.mark.parametrize("status", [each for each in Registration.Status.values if each != "confirmed"])
def test_only_a_confirmed_person_is_replaced(make, workshop, actor, now, person, status):
    row = make.registration(workshop, status=status, rank=1 if status == "waitlisted" else None)
    assert refused(registration=row, data=person(), by=actor, now=now) == "not_allowed"
    assert Participant.objects.filter(email_key="ilham@example.org").count() == 0


def test_substitute_is_refused_once_presence_is_recorded(make, workshop, absent, actor, now, person):
    make.mark(absent, make.register(workshop))
    assert refused(registration=absent, data=person(), by=actor, now=now) == "recorded"


@pytest.mark.parametrize("address", ["absent@example.org", "Known@example.org"])
def test_substitute_with_a_seat_already_is_refused(make, workshop, absent, actor, now, person, address):
    make.registration(workshop, email="known@example.org")
    assert refused(registration=absent, data=person(email=address), by=actor, now=now) == "already_registered"
    absent.refresh_from_db()
    assert absent.status == "confirmed"


@pytest.mark.parametrize("state", ["draft", "postponed", "cancelled", "closed"])
def test_substitute_is_refused_while_the_workshop_takes_nobody(make, office, actor, now, person, state):
    row = make.registration(make.workshop(office=office, state=state))
    assert refused(registration=row, data=person(), by=actor, now=now) == "closed"


def test_a_person_named_by_an_institution_may_be_replaced_and_withdraw(make, office, workshop, actor, now, person, invited):
    rows = [make.registration(workshop), make.registration(workshop)]
    for rank, row in enumerate(rows):
        Nomination.objects.create(invitation=invited, registration=row, rank=rank + 1, named_at=now)
    actions.substitute(registration=rows[0], data=person(), origin="nominated", by=actor, now=now)
    assert actions.withdraw(registration=rows[1], by=actor, now=now).status == "withdrawn"


@pytest.fixture
def invited(make, office, workshop, now):
    institution = make.institution()
    asked = office.focal_points.create(institution=institution, name="F", email="f@example.org", email_key="f@example.org")
    return workshop.invitations.create(
        institution=institution, focal_point=asked, reference="1/26", deadline=workshop.start, language="fr", created_at=now
    )
