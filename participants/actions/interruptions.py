"""Postponing and cancelling a workshop: its state changes and everybody registered is told, in one transaction."""

from django.db import transaction

from accounts.history import record
from participants import letters
from participants.actions.registrations.places import lock_workshop
from participants.models import Registration
from workshops.rules.transitions import next_state


class InterruptionRefused(Exception):
    """`code`: not_allowed (the workshop's state), reason_needed."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def postpone_workshop(*, workshop, reason, by, now):
    """Postpone; registrations keep their state. Returns how many letters were queued. Raises InterruptionRefused."""
    return _interrupt(workshop, "postpone", reason, by, now)


def cancel_workshop(*, workshop, reason, by, now):
    """Cancel for good; registrations keep their state. Returns how many letters were queued. Raises InterruptionRefused."""
    return _interrupt(workshop, "cancel", reason, by, now)


def told(workshop):
    """The live registrations with an address: those whom a letter about the workshop reaches."""
    return Registration.objects.filter(workshop=workshop).live().exclude(email="").order_by("position", "pk")


@transaction.atomic
def _interrupt(workshop, verb, reason, by, now):
    reason = reason.strip()
    if not reason:
        raise InterruptionRefused("reason_needed")
    held = lock_workshop(workshop.pk)
    before, after = held.state, next_state(held.state, verb)
    if after is None:
        raise InterruptionRefused("not_allowed")
    held.state, held.state_reason = after, reason
    held.save(update_fields=["state", "state_reason"])
    record(
        by=by, now=now, obj=held, verb=verb, office=held.office, reason=reason,
        before={"state": before}, after={"state": after},
    )  # fmt: skip
    people = list(told(held))
    for registration in people:
        registration.workshop = held
        letters.write(registration=registration, kind=f"workshop_{after}", now=now)
    return len(people)
