"""The focal point's list: its order, who is taken off it, and the institution standing behind it."""

from django.db import transaction

from accounts.history import record
from participants.actions.nominations.links import by_link
from participants.actions.registrations import Refused, withdraw
from participants.actions.registrations.places import lock_workshop
from participants.models import COUNTING, LIVE, Invitation, Nomination, Registration
from participants.queries.nominations import live_list_of, quota_of, standing_of
from participants.rules import nominations as rules

Status = Registration.Status


@transaction.atomic
def move(*, nomination, step, now):
    """Move one person `step` places (-1: up, 1: down) among those not decided about yet. Raises Refused: not_allowed, over."""
    invitation, standing = lock(nomination.invitation, now)
    if standing != rules.OPEN:
        raise Refused("over")
    names = list(live_list_of(invitation))
    at = next((index for index, each in enumerate(names) if each.pk == nomination.pk), None)
    if at is None or not 0 <= at + step < len(names):
        raise Refused("not_allowed")
    pair = names[at], names[at + step]
    if any(each.registration.status != Status.SUBMITTED for each in pair):
        raise Refused("not_allowed")
    names[at], names[at + step] = names[at + step], names[at]
    for rank, each in enumerate(names, start=1):
        Nomination.objects.filter(pk=each.pk).update(rank=rank)
    take_roles(invitation)
    after = {"order": [each.registration_id for each in names]}
    record(by=by_link(invitation), now=now, obj=invitation, verb="list_ordered", office=invitation.workshop.office, after=after)


@transaction.atomic
def remove(*, nomination, now):
    """Take one person off the list before the deadline. Raises Refused: over, not_allowed, recorded.

    Whoever held a seat leaves it to the first substitute, whom the office is shown; else the next in rank moves up.
    """
    invitation, standing = lock(nomination.invitation, now)
    if standing != rules.OPEN:
        raise Refused("over")
    registration = Registration.objects.select_related("workshop").get(pk=nomination.registration_id)
    had_seat = registration.status in COUNTING
    withdraw(registration=registration, by=by_link(invitation), now=now)
    if not had_seat:
        take_roles(invitation)


@transaction.atomic
def endorse(*, invitation, now):
    """The institution stands behind its list as it is now. Raises Refused: over, not_allowed (nobody is named)."""
    invitation, standing = lock(invitation, now)
    if standing not in {rules.OPEN, rules.REPLACING}:
        raise Refused("over")
    names = Nomination.objects.filter(invitation=invitation, registration__status__in=LIVE)
    if not names.exists():
        raise Refused("not_allowed")
    names.filter(endorsed_at=None).update(endorsed_at=now)
    invitation.endorsed_at = now
    invitation.save(update_fields=["endorsed_at"])
    record(by=by_link(invitation), now=now, obj=invitation, verb="list_endorsed", office=invitation.workshop.office)


def lock(invitation, now):
    """(the invitation read again under its workshop's lock, where it stands at `now`)."""
    workshop = lock_workshop(invitation.workshop_id)
    invitation = Invitation.objects.select_related("institution", "focal_point").get(pk=invitation.pk)
    invitation.workshop = workshop
    return invitation, standing_of(invitation, now)


def take_roles(invitation):
    """Give everybody still on the list the role of the rank; who has a seat stays nominee and takes one of the quota."""
    names, quota = list(live_list_of(invitation)), quota_of(invitation)
    seated = [each for each in names if each.registration.status in COUNTING]
    rest = [each for each in names if each.registration.status not in COUNTING]
    roles = rules.roles(len(rest), None if quota is None else max(quota - len(seated), 0))
    for each, role in [*((each, Nomination.Role.NOMINEE) for each in seated), *zip(rest, roles, strict=True)]:
        if each.role != role:
            Nomination.objects.filter(pk=each.pk).update(role=role)
