"""Somebody else of the same institution comes: named anew, or one of the substitutes, until the morning it begins."""

from django.db import transaction

from participants.actions.nominations.links import by_link
from participants.actions.nominations.listing import lock
from participants.actions.nominations.naming import (
    NamingRefused,
    enter,
    need_distinct,
    need_rarely,
    others_of,
    put_on_list,
    register_named,
)
from participants.actions.registrations import Refused, confirm, places, substitute, withdraw
from participants.models import LIVE, Nomination, Registration
from participants.queries.nominations import live_list_of
from participants.rules import nominations as rules

Status, Role = Registration.Status, Nomination.Role


@transaction.atomic
def replace(*, nomination, now, person=None, substitute_nomination=None):
    """Send somebody else instead of `nomination`: `person` ({field: clean value}), or a substitute of the same list.

    A confirmed seat passes on; without one the newcomer takes the place on the list. Returns the newcomer's Nomination.
    Raises NamingRefused.
    """
    invitation, standing = lock(nomination.invitation, now)
    if standing not in {rules.OPEN, rules.REPLACING}:
        raise NamingRefused(standing)
    old = Nomination.objects.select_related("registration__workshop").get(pk=nomination.pk)
    if old.registration.status not in LIVE:
        raise NamingRefused("gone")
    try:
        if substitute_nomination:
            return _pass_to_substitute(invitation, old, substitute_nomination, now)
        return _pass_to_newcomer(invitation, old, person, now)
    except Refused as refused:
        raise NamingRefused(refused.code) from refused


@transaction.atomic
def call_substitute(*, nomination, by, now):
    """The office gives the seat a nominee gave up to the substitute. Raises Refused: full, not_allowed, over."""
    places.lock_workshop(nomination.invitation.workshop_id)
    confirm(registration=nomination.registration, by=by, now=now)
    Nomination.objects.filter(pk=nomination.pk).update(role=Role.NOMINEE)


def _pass_to_substitute(invitation, old, called, now):
    called = Nomination.objects.select_related("registration__workshop").get(pk=called.pk, invitation=invitation)
    if called.role != Role.SUBSTITUTE or called.registration.status not in LIVE:
        raise NamingRefused("gone")
    by = by_link(invitation)
    if old.registration.status == Status.CONFIRMED:
        substitute(registration=old.registration, newcomer=called.registration, by=by, now=now)
    else:
        Nomination.objects.filter(pk=called.pk).update(rank=old.rank)  # the first in line for a seat that was offered
        withdraw(registration=old.registration, by=by, now=now)
    Nomination.objects.filter(pk=called.pk).update(role=old.role, rank=old.rank)
    called.refresh_from_db()
    return called


def _pass_to_newcomer(invitation, old, person, now):
    others = [each.registration for each in live_list_of(invitation) if each.pk != old.pk]
    need_distinct(person, others_of([*others, old.registration]))
    need_rarely(invitation, person)
    if old.registration.status == Status.CONFIRMED:
        new = enter(invitation, person, _passing(invitation, old.registration, now), now)
    else:
        withdraw(registration=old.registration, by=by_link(invitation), now=now)
        new = register_named(invitation, person, old.role, now)
    return put_on_list(invitation, new, old.role, old.rank, now)


def _passing(invitation, old, now):
    """How `enter` makes the newcomer who takes the seat of `old`."""
    by, origin = by_link(invitation), Registration.Origin.NOMINATED
    return lambda data, _is_known: substitute(registration=old, data=data, origin=origin, by=by, now=now)
