import pytest
from django.contrib.auth.models import AnonymousUser

from accounts import access
from accounts.models import Role
from workshops.models import Workshop
from workshops.queries import held


@pytest.mark.parametrize("role", Role.values)
def test_held_says_what_visible_to_says(make, office, role):
    workshop = make.workshop(office=office)
    user = make.user(role=role, office=office)
    if role == Role.FACILITATOR:
        make.teaches(user, workshop)
    expected = {c for c in access.CAPABILITIES if Workshop.objects.visible_to(user, c).filter(pk=workshop.pk).exists()}
    assert held(workshop, user, set(access.CAPABILITIES)) == expected
    assert "workshops.read" in expected


def test_held_by_an_administrator_lacks_what_the_office_keeps(make, office):
    workshop = make.workshop(office=office)
    assert held(workshop, make.administrator(), set(access.CAPABILITIES)) == access.CAPABILITIES.keys() - access.ADMIN_LACKS


@pytest.mark.parametrize("state", ["draft", "published"])
@pytest.mark.parametrize("role", Role.values)
def test_held_in_every_state_and_elsewhere_is_what_visible_to_says(make, office, role, state):
    workshop, user = make.workshop(office=office, state=state), make.user(role=role, office=make.office())
    make.teaches(user, workshop)
    assert held(workshop, user, set(access.CAPABILITIES)) == set()
    insider = make.user(role=role, office=office)
    expected = {c for c in access.CAPABILITIES if Workshop.objects.visible_to(insider, c).filter(pk=workshop.pk).exists()}
    assert held(workshop, insider, set(access.CAPABILITIES)) == expected


def test_held_by_nobody_signed_in_or_by_who_left(make, office):
    workshop, gone = make.workshop(office=office), make.user(office=office, is_active=False)
    assert held(workshop, AnonymousUser(), set(access.CAPABILITIES)) == held(workshop, gone, set(access.CAPABILITIES)) == set()
