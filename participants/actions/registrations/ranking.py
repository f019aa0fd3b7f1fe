"""The order of the waitlist, changed by hand."""

from django.db import transaction
from django.db.models import F

from accounts.history import record
from participants.actions.registrations import places
from participants.actions.registrations.places import Refused, Status
from participants.models import Registration


@transaction.atomic
def rerank(*, registration, place, reason, by, now):
    """Move somebody who waits to `place` (from 1; beyond the end: the last), the others keep their order.

    Returns the place taken. Raises Refused: reason_needed, not_allowed (does not wait any more).
    """
    reason = reason.strip()
    if not reason:
        raise Refused("reason_needed")
    workshop = places.lock_workshop(registration.workshop_id)
    line = list(places.waitlist_of(workshop))
    row = next((each for each in line if each.pk == registration.pk), None)
    if row is None:
        raise Refused("not_allowed")
    before = line.index(row) + 1
    line.remove(row)
    line.insert(max(place, 1) - 1, row)
    after = line.index(row) + 1
    if after != before:
        _number(line)
        record(
            by=by, now=now, obj=row, verb="reranked", office=workshop.office, reason=reason,
            before={"rank": before}, after={"rank": after},
        )  # fmt: skip
    return after


def _number(line):
    """Ranks from 1 in the order of `line`. All step beyond the last one first: no two may share a rank in between."""
    beyond = max(row.rank for row in line) + len(line)
    waiting = Registration.objects.filter(pk__in=[row.pk for row in line], status=Status.WAITLISTED)
    waiting.update(rank=F("rank") + beyond)
    for rank, row in enumerate(line, 1):
        row.rank = rank
    Registration.objects.bulk_update(line, ["rank"])
