"""People whom staff enter: a walk-in at the door, or somebody known to come."""

from django.db import transaction

from accounts.history import record
from participants import letters
from participants.actions.registrations import places
from participants.actions.registrations.details import person_of, plain, write_details
from participants.actions.registrations.places import Refused, Status
from participants.models import Registration
from participants.rules.identity import email_key
from workshops.models import Workshop

State = Workshop.State
Origin = Registration.Origin
TAKES_PEOPLE = {State.PUBLISHED, State.REGISTRATION_CLOSED, State.HELD}
#: what staff may make of a person they enter
CHOICES = [Status.SUBMITTED, Status.CONFIRMED, Status.WAITLISTED]


def add_walk_in(*, workshop, data, by, now):
    """Enter somebody who stands at the door: confirmed at once. Raises Refused: full, already_registered, closed.

    `data` is {field: clean value} with at least a name. Returns the registration.
    """
    return _add(workshop, data, Status.CONFIRMED, Origin.WALK_IN, by, now)


def add_registration(*, workshop, data, status, by, now, origin=Origin.INVITED):
    """Enter a person with the status staff choose, one of `CHOICES`. Raises Refused: full, already_registered, closed."""
    if status not in CHOICES:
        raise Refused("not_allowed")
    return _add(workshop, data, Status(status), origin, by, now)


def add_nominee(*, workshop, data, status, by, now):
    """Enter a person whom an institution named, proved by its link. Raises Refused: full, already_registered, closed."""
    letter = "nominated" if status == Status.SUBMITTED else ""
    return _add(workshop, data, Status(status), Origin.NOMINATED, by, now, verb="nominated", letter=letter)


@transaction.atomic
def _add(workshop, data, status, origin, by, now, *, verb="add", letter=""):
    workshop = places.lock_workshop(workshop.pk)
    if workshop.state not in TAKES_PEOPLE:
        raise Refused("closed")
    if status == Status.CONFIRMED:
        places.need_room(workshop)
    registration, changed = prepare(workshop, data, origin, by, now)
    places.settle(registration, status)
    after = plain(changed, 1) | {"status": status.value}
    record(by=by, now=now, obj=registration, verb=verb, office=workshop.office, after=after)
    letters.write(registration=registration, kind=letter or status.value, now=now)
    return registration


def prepare(workshop, data, origin, by, now):
    """A registration of `data`, numbered and with its person, not saved yet; the caller holds the workshop.

    Returns it with what `write_details` changed. Raises Refused: already_registered.
    """
    _make_way(workshop, email_key(data.get("email", "")), by, now)
    registration = Registration(workshop=workshop, origin=origin, created_at=now, proved_at=now)
    changed = write_details(registration, data)
    places.take_number(registration)
    registration.participant = person_of(registration, now)
    if Registration.objects.filter(workshop=workshop, participant=registration.participant).live().exists():
        raise Refused("already_registered")
    return registration, changed


def _make_way(workshop, key, by, now):
    """A live registration of the same address stands in the way; one that was never proved gives way."""
    known = Registration.objects.filter(workshop=workshop, email_key=key).live().first() if key else None
    if known is None:
        return
    if known.status != Status.UNCONFIRMED:
        raise Refused("already_registered")
    places.settle(known, Status.EXPIRED)
    record(by=by, now=now, obj=known, verb="expire", office=workshop.office)
