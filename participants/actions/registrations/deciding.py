"""What becomes of a proved registration: decided by staff, or withdrawn by the person."""

from django.db import transaction

from accounts.history import record
from participants import letters
from participants.actions.registrations import offers, places
from participants.actions.registrations.places import Refused, Status
from participants.models import COUNTING
from participants.rules.transitions import may_become
from workshops.models import Workshop

#: in these states of the workshop nothing is decided any more
FINAL = {Workshop.State.CLOSED, Workshop.State.CANCELLED}


def confirm(*, registration, by, now):
    """Give the seat. Raises Refused: full, not_allowed, over. Returns the registration."""
    return _decide(registration, Status.CONFIRMED, by, now)


def decline(*, registration, by, now, reason):
    """Refuse the seat, or take it back; the reason goes into the letter.

    Raises Refused: reason_needed, not_allowed, over, recorded.
    """
    return _decide(registration, Status.DECLINED, by, now, reason=reason, reason_needed=True)


def waitlist(*, registration, by, now):
    """Put behind those who wait. Raises Refused: not_allowed, over."""
    return _decide(registration, Status.WAITLISTED, by, now)


def withdraw(*, registration, by, now, reason=""):
    """The person gives the place up, by the own link or by telling staff. Raises Refused: not_allowed, over, recorded."""
    return _decide(registration, Status.WITHDRAWN, by, now, reason=reason)


def cancel(*, registration, by, now, reason):
    """The office cancels one confirmed person's place. Raises Refused: reason_needed, not_allowed, over, recorded."""
    return _decide(registration, Status.CANCELLED, by, now, reason=reason, reason_needed=True)


@transaction.atomic
def _decide(registration, target, by, now, *, reason="", reason_needed=False):
    reason = reason.strip()
    if reason_needed and not reason:
        raise Refused("reason_needed")
    workshop = places.lock_workshop(registration.workshop_id)
    registration = places.lock_registration(registration.pk, workshop)
    before = registration.status
    if not may_become(before, target) or before == Status.UNCONFIRMED:
        raise Refused("not_allowed")
    if workshop.state in FINAL:
        raise Refused("over")
    if before == Status.CONFIRMED and places.is_recorded(registration):
        raise Refused("recorded")  # who was marked present, or absent, is counted among the confirmed
    if target == Status.CONFIRMED and before != Status.OFFERED:
        places.need_room(workshop)
    places.settle(registration, target, reason=reason)
    record(
        by=by, now=now, obj=registration, verb=target.value, office=workshop.office, reason=reason,
        before={"status": before}, after={"status": target.value},
    )  # fmt: skip
    letters.write(registration=registration, kind=target.value, now=now)
    if before in COUNTING and target not in COUNTING:
        offers.pass_on(registration, now=now)
    return registration
