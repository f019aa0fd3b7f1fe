"""Seats offered to those who wait: as soon as one is free, held for a time, then offered to the next.

`fill` is called under the workshop's lock by whatever frees a seat, in the same transaction; the sweeps catch what time
alone changes.
"""

from datetime import timedelta

from django.db import transaction

from accounts.history import Actor, record
from participants import letters
from participants.actions.registrations import places
from participants.actions.registrations.places import Refused, Status
from participants.models import Nomination, Registration
from participants.queries.nominations import heir_of
from participants.queries.seats import begins_at
from participants.rules import seats
from participants.rules.window import CLOSED
from workshops.models import Workshop

State = Workshop.State
_REFUSALS = {State.POSTPONED: "postponed", State.CANCELLED: "cancelled"}
#: an offer stands still while the workshop is postponed, and means nothing once it is cancelled
_STILL = [State.POSTPONED, State.CANCELLED]


def fill(workshop, *, freed, now, by=None):
    """Offer free seats to those who wait, as the quotas allow, one letter each; the caller holds `workshop`.

    `freed` seats were just given back: where the office selects, no more than these are offered; None: all that are
    free. Returns the registrations offered a seat.
    """
    waiting = list(places.waitlist_of(workshop).select_related("institution"))
    until = _deadline(workshop, now) if waiting else None
    if until is None:
        return []
    most = None if freed is None or _fills_itself(workshop, now) else freed
    pairs = [(each, each.institution_id) for each in waiting]
    chosen, _room = seats.next_in_line(room=places.room_of(workshop), waiting=pairs, most=most)
    for registration in chosen:
        registration.workshop = workshop
        _offer(registration, until, by or Actor.system("offer_seats"), now)
    return chosen


def pass_on(registration, *, now):
    """Give the seat that `registration` just left to the next; the caller holds its workshop.

    No quota keeps the seat of somebody named by an institution: then its first substitute goes before those who wait.
    """
    heir = heir_of(registration)
    freed = 1 if heir is None or not _offer_to_heir(heir, registration.workshop, now) else 0
    fill(registration.workshop, freed=freed, now=now)


@transaction.atomic
def offer_free_seats(*, workshop, by, now):
    """The office's word: every free seat goes to those who wait, as the quotas allow. Returns the registrations offered one."""
    return fill(places.lock_workshop(workshop.pk), freed=None, now=now, by=by)


def offer_seats(*, now):
    """Offer what is free in every workshop where somebody waits. A sweep: run twice, the second finds nothing.

    Returns how many seats were offered.
    """
    waiting = Registration.objects.filter(status=Status.WAITLISTED).values("workshop")
    rows = Workshop.objects.filter(pk__in=waiting, state__in=seats.OFFERING, start__gte=(now - timedelta(days=1)).date())
    return sum(_offer_in(pk, now) for pk in rows.order_by("pk").values_list("pk", flat=True))


def expire_offers(*, now):
    """Let the offers lapse whose time is over, each in a transaction of its own; the seat goes to the next. Returns how many.

    A sweep: run twice, the second finds nothing.
    """
    due = Registration.objects.filter(status=Status.OFFERED, offered_until__lte=now).exclude(workshop__state__in=_STILL)
    return sum(_expire(*row, now) for row in due.order_by("offered_until", "pk").values_list("pk", "workshop_id"))


@transaction.atomic
def accept_offer(*, registration, by, now):
    """The person takes the seat offered; twice is once. Returns the registration.

    Raises Refused: not_allowed (no seat is offered), lapsed, postponed, cancelled, over.
    """
    workshop = places.lock_workshop(registration.workshop_id)
    registration = places.lock_registration(registration.pk, workshop)
    if registration.status == Status.CONFIRMED:
        return registration
    if registration.status != Status.OFFERED:
        raise Refused("not_allowed")
    if workshop.state not in seats.OFFERING:
        raise Refused(_REFUSALS.get(workshop.state, "over"))
    if seats.is_lapsed(registration.offered_until, now):
        raise Refused("lapsed")
    places.settle(registration, Status.CONFIRMED)
    _note(registration, "offer_accepted", Status.OFFERED, by, now)
    letters.write(registration=registration, kind="confirmed", now=now)
    return registration


def renew(workshop, *, now):
    """A workshop taken up again: the time to take an offered seat begins anew; the caller holds `workshop`."""
    until = _deadline(workshop, now)
    Registration.objects.filter(workshop=workshop, status=Status.OFFERED).update(offered_until=until or now)


def shorten(workshop):
    """A workshop moved to earlier days: no seat is held beyond its beginning; the caller holds `workshop`."""
    begins = begins_at(workshop)
    rows = Registration.objects.filter(workshop=workshop, status=Status.OFFERED, offered_until__gt=begins)
    rows.update(offered_until=begins)


@transaction.atomic
def _offer_in(pk, now):
    return len(fill(places.lock_workshop(pk), freed=0, now=now))


@transaction.atomic
def _expire(pk, workshop_pk, now):
    """The person, or another run, may have been faster: the row is read again under the lock."""
    workshop = places.lock_workshop(workshop_pk)
    registration = places.lock_registration(pk, workshop)
    stands = registration.status != Status.OFFERED or not seats.is_lapsed(registration.offered_until, now)
    if stands or workshop.state in _STILL:
        return 0
    places.settle(registration, Status.EXPIRED)
    _note(registration, "offer_expired", Status.OFFERED, Actor.system("expire_offers"), now)
    letters.write(registration=registration, kind="offer_expired", now=now)
    pass_on(registration, now=now)
    return 1


def _offer_to_heir(heir, workshop, now):
    """Offer the seat to the Nomination `heir`; False: nothing is offered, or what is free is kept for others."""
    room, until = places.room_of(workshop), _deadline(workshop, now)
    institution = heir.invitation.institution_id
    if until is None or institution in room.quotas or not room.admits(institution):
        return False
    Nomination.objects.filter(pk=heir.pk).update(role=Nomination.Role.NOMINEE)
    _offer(places.lock_registration(heir.registration_id, workshop), until, Actor.system("offer_seats"), now)
    return True


def _offer(registration, until, by, now):
    before, registration.offered_until = Status(registration.status), until
    places.settle(registration, Status.OFFERED)
    _note(registration, "offered", before, by, now)
    letters.write(registration=registration, kind="offered", now=now)


def _note(registration, verb, before, by, now):
    record(
        by=by, now=now, obj=registration, verb=verb, office=registration.workshop.office,
        before={"status": before.value}, after={"status": registration.status.value},
    )  # fmt: skip


def _deadline(workshop, now):
    hours = workshop.office.offer_hours
    return seats.offered_until(state=workshop.state, now=now, hours=hours, begins_at=begins_at(workshop))


def _fills_itself(workshop, now):
    undecided = Registration.objects.filter(workshop=workshop, status=Status.SUBMITTED).exists()
    is_registering = places.window_of(workshop, now) != CLOSED
    return seats.fills_itself(admission=workshop.admission, undecided=undecided, is_registering=is_registering)
