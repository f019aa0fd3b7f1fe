"""Somebody else comes instead: the seat passes from one person to the other without being free in between."""

from django.db import transaction

from accounts.history import record
from participants import letters
from participants.actions.registrations import places
from participants.actions.registrations.adding import TAKES_PEOPLE, prepare
from participants.actions.registrations.details import plain
from participants.actions.registrations.places import Refused, Status
from participants.models import Registration
from participants.rules.identity import email_key
from participants.rules.transitions import may_become

Origin = Registration.Origin


@transaction.atomic
def substitute(*, registration, data=None, newcomer=None, origin=Origin.WALK_IN, by, now):
    """Give the seat of `registration` (confirmed) to somebody else, and tell both. Returns the newcomer's registration.

    The newcomer is `data` ({field: clean value}, entered with `origin`), or `newcomer`: a registration of the same
    workshop that waits for a decision or a seat, which keeps its own origin. The one replaced keeps its row and points
    to the newcomer. Raises Refused: not_allowed, closed, recorded, already_registered.
    """
    workshop = places.lock_workshop(registration.workshop_id)
    old = places.lock_registration(registration.pk, workshop)
    if workshop.state not in TAKES_PEOPLE:
        raise Refused("closed")
    if not may_become(old.status, Status.REPLACED):
        raise Refused("not_allowed")
    if places.is_recorded(old):
        raise Refused("recorded")  # who was marked present, or absent, is counted among the confirmed
    new, after = _known(newcomer, workshop) if newcomer else _entered(old, data, origin, by, now)
    places.settle(new, Status.CONFIRMED)
    _leave(old, new, by, now)
    after |= {"status": Status.CONFIRMED.value, "replaces": old.key}
    record(by=by, now=now, obj=new, verb="substitute", office=workshop.office, after=after)
    letters.write(registration=new, kind="confirmed", now=now)
    return new


def _known(newcomer, workshop):
    """Somebody registered already; one whose address is not proved has to be entered instead."""
    if newcomer.workshop_id != workshop.pk:
        raise Refused("not_allowed")
    new = places.lock_registration(newcomer.pk, workshop)
    if new.status not in {Status.SUBMITTED, Status.WAITLISTED}:
        raise Refused("not_allowed")
    return new, {}


def _entered(old, data, origin, by, now):
    key = email_key(data.get("email", ""))
    if key and key == old.email_key:
        raise Refused("already_registered")
    new, changed = prepare(old.workshop, data, origin, by, now)
    return new, plain(changed, 1)


def _leave(old, new, by, now):
    old.replaced_by = new
    places.settle(old, Status.REPLACED)
    record(
        by=by, now=now, obj=old, verb="replaced", office=old.workshop.office,
        before={"status": Status.CONFIRMED.value}, after={"status": Status.REPLACED.value, "replaced_by": new.key},
    )  # fmt: skip
    letters.write(registration=old, kind="replaced", now=now)
