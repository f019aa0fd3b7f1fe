"""Proving the address: the act that turns a registration into a request for a seat, or into the seat itself."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import get_language

from accounts.history import Actor, record
from participants import letters
from participants.actions.links import open_link
from participants.actions.registrations import places
from participants.actions.registrations.details import note_read, person_of
from participants.actions.registrations.places import Refused, Status
from participants.models import Registration
from participants.notice import NOTICE_VERSION
from participants.rules import seats
from workshops.models import Workshop

State = Workshop.State
#: an unproved registration lapses this long after registration closed, or, by whoever came alone, after it was made
AFTER_CLOSING = timedelta(hours=48)
AFTER_ARRIVAL = timedelta(days=7)
_OVER = {State.HELD: "over", State.CLOSED: "over", State.CANCELLED: "cancelled"}


@transaction.atomic
def prove(*, token, now):
    """The holder of `token` proves the address: one transaction locks, counts, decides and writes.

    Returns the registration: submitted, confirmed or waitlisted; twice is once. Raises Refused: unknown_link, expired,
    over, cancelled, already_registered.
    """
    opened = open_link(token, now)
    if opened is None:
        raise Refused("unknown_link")
    workshop = places.lock_workshop(opened.workshop_id)
    registration = Registration.objects.select_related("institution").get(pk=opened.pk)
    registration.workshop = workshop
    if registration.status != Status.UNCONFIRMED:
        return _answered(registration)
    if workshop.state in _OVER:
        raise Refused(_OVER[workshop.state])
    return _admit(registration, now)


def expire_unproved(*, now):
    """Let unproved registrations lapse whose time is over, each in a transaction of its own. Returns how many.

    A sweep: run twice, the second finds nothing.
    """
    waiting = Registration.objects.filter(status=Status.UNCONFIRMED)
    alone = waiting.filter(origin=Registration.Origin.SELF_REGISTERED)
    due = (
        alone.filter(created_at__lt=now - AFTER_ARRIVAL)
        | waiting.filter(workshop__registration_closes_at__lt=now - AFTER_CLOSING)
        | waiting.filter(workshop__start__lt=(now - AFTER_CLOSING).date())
    )
    expired = [_expire(pk, workshop, now) for pk, workshop in due.order_by("pk").values_list("pk", "workshop_id")]
    return sum(expired)


def _answered(registration):
    if registration.status == Status.EXPIRED:
        raise Refused("expired")
    return registration


def _admit(registration, now):
    workshop = registration.workshop
    registration.participant = person_of(registration, now)
    same = Registration.objects.filter(workshop=workshop, participant=registration.participant)
    if same.live().exclude(pk=registration.pk).exists():
        raise Refused("already_registered")
    registration.proved_at = now
    if registration.origin == Registration.Origin.INVITED:  # who registered alone read the notice on the form
        note_read(registration, {"notice_version": NOTICE_VERSION, "notice_language": (get_language() or "en")[:2]}, now)
    status = seats.decide(
        admission=workshop.admission,
        room=places.room_of(workshop),
        institution=registration.institution_id,
        waiting=places.waitlist_of(workshop).values_list("institution", flat=True),
    )
    places.settle(registration, status)
    by = Actor.link(f"registration:{registration.pk}")
    record(by=by, now=now, obj=registration, verb="prove", office=workshop.office, after={"status": status})
    letters.write(registration=registration, kind=status, now=now)
    return registration


@transaction.atomic
def _expire(pk, workshop_pk, now):
    workshop = places.lock_workshop(workshop_pk)
    registration = Registration.objects.get(pk=pk)
    if registration.status != Status.UNCONFIRMED:
        return 0
    registration.workshop = workshop
    places.settle(registration, Status.EXPIRED)
    record(by=Actor.system("expire_unproved"), now=now, obj=registration, verb="expire", office=workshop.office)
    return 1
