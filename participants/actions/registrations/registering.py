"""Registering by the public, before the address is proved."""

from django.db import transaction

from accounts.history import record
from participants import letters
from participants.actions.registrations.details import note_read, plain, write_details
from participants.actions.registrations.places import Refused, Status, lock_workshop, take_number, window_of
from participants.models import Registration
from participants.rules.identity import email_key
from participants.rules.window import OPEN


@transaction.atomic
def register(*, workshop, data, by, now):
    """Take the registration of somebody who has not proved the address yet, and write to that address.

    Answers None whatever is known about the address, so that nothing about it can be learnt: a live registration that
    was proved is left alone and its owner told; an unproved one is replaced by the newer. Raises Refused when the
    workshop takes no registrations.
    """
    workshop = lock_workshop(workshop.pk)
    standing = window_of(workshop, now)
    if standing != OPEN:
        raise Refused(standing)
    known = Registration.objects.filter(workshop=workshop, email_key=email_key(data["email"])).live().first()
    if known and known.status != Status.UNCONFIRMED:
        known.workshop = workshop
        _write(known, "already_registered", now)
        return
    registration = known or Registration(origin=Registration.Origin.SELF_REGISTERED)
    registration.workshop = workshop
    _store(registration, data, by, now)
    _write(registration, "prove", now)


def _write(registration, kind, now):
    """Write to the address, unless it was just written to: a form anybody may send fills nobody's letter box."""
    if not letters.are_plenty(registration=registration, kind=kind, now=now):
        letters.write(registration=registration, kind=kind, now=now)


def _store(registration, data, by, now):
    verb = "register_again" if registration.pk else "register"
    changed = write_details(registration, data)
    note_read(registration, data, now)
    registration.status = Status.UNCONFIRMED
    registration.created_at = now
    if not registration.pk:
        take_number(registration)
    registration.save()
    record(
        by=by, now=now, obj=registration, verb=verb, office=registration.workshop.office,
        before=plain(changed, 0) if verb == "register_again" else None, after=plain(changed, 1),
    )  # fmt: skip
