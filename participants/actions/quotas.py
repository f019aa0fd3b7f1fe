"""The seats kept for institutions: set, removed, released on their day. What they no longer keep goes to those who wait."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.history import Actor, record
from participants.actions.registrations import offers, places
from participants.actions.registrations.places import Refused
from participants.models import Quota
from workshops.models import Workshop

_OVER = {Workshop.State.HELD, Workshop.State.CLOSED, Workshop.State.CANCELLED}


@transaction.atomic
def set_quota(*, workshop, institution, seats, release_on=None, by, now):
    """Keep `seats` for `institution`, until the day `release_on`; a quota it has already is changed, a released one kept again.

    Raises Refused: quotas (all quotas together would keep more seats than there are), over. Returns the Quota.
    """
    workshop = _lock(workshop)
    quota = Quota.objects.filter(workshop=workshop, institution=institution).first()
    before = _said(quota, institution) if quota else None
    quota = quota or Quota(workshop=workshop, institution=institution)
    quota.seats, quota.release_on, quota.released_at = seats, release_on, None
    _need_capacity(workshop, quota)
    kept = _kept(workshop)
    quota.save()
    after = {"quota": _said(quota, institution)}
    record(
        by=by, now=now, obj=workshop, verb="quota_set", office=workshop.office,
        before={"quota": before} if before else None, after=after,
    )  # fmt: skip
    offers.fill(workshop, freed=max(kept - _kept(workshop), 0), now=now)
    return quota


@transaction.atomic
def remove_quota(*, quota, by, now):
    """Keep nothing for the institution any more, and hold it to nothing. Raises Refused: over."""
    workshop, row = _lock_quota(quota)
    freed = _kept(workshop, row)
    before = {"quota": _said(row, row.institution)}
    row.delete()
    record(by=by, now=now, obj=workshop, verb="quota_removed", office=workshop.office, before=before)
    offers.fill(workshop, freed=freed, now=now)


@transaction.atomic
def release_quota(*, quota, by, now):
    """Give what the institution did not use to those who wait. Raises Refused: over, unused. Returns the Quota."""
    workshop, row = _lock_quota(quota)
    if row.released_at:
        raise Refused("unused")
    return _release(workshop, row, by, now)


def release_quotas(*, now):
    """Release every quota whose day has come, each in a transaction of its own. Returns how many.

    A sweep: run twice, the second finds nothing. The day begins at midnight of the workshop's place; a postponed
    workshop's quotas wait until it is taken up again.
    """
    latest = (now + timedelta(days=1)).date()  # somewhere the day has begun already
    due = Quota.objects.in_force().filter(release_on__lte=latest).exclude(workshop__state=Workshop.State.POSTPONED)
    due = due.exclude(workshop__state__in=_OVER)
    return sum(_release_due(*row, now) for row in due.order_by("pk").values_list("pk", "workshop_id"))


@transaction.atomic
def _release_due(pk, workshop_pk, now):
    workshop = places.lock_workshop(workshop_pk)
    row = Quota.objects.in_force().select_related("institution").filter(pk=pk).first()
    today = now.astimezone(ZoneInfo(workshop.timezone)).date()
    if row is None or row.release_on is None or row.release_on > today:
        return 0
    _release(workshop, row, Actor.system("release_quotas"), now)
    return 1


def _release(workshop, row, by, now):
    freed = _kept(workshop, row)
    row.released_at = now
    row.save(update_fields=["released_at"])
    record(
        by=by, now=now, obj=workshop, verb="quota_released", office=workshop.office,
        after={"quota": _said(row, row.institution)},
    )  # fmt: skip
    offers.fill(workshop, freed=freed, now=now)
    return row


def _lock(workshop):
    workshop = places.lock_workshop(workshop.pk)
    if workshop.state in _OVER:
        raise Refused("over")
    return workshop


def _lock_quota(quota):
    workshop = _lock(quota.workshop)
    return workshop, Quota.objects.select_related("institution").get(pk=quota.pk, workshop=workshop)


def _need_capacity(workshop, quota):
    """What all quotas in force keep together must fit into the room beside those who sit there already."""
    if workshop.capacity is None:
        return
    others = Quota.objects.filter(workshop=workshop).in_force().exclude(pk=quota.pk)
    if quota.seats + sum(others.values_list("seats", flat=True)) > workshop.capacity:
        raise Refused("quotas")


def _kept(workshop, row=None):
    """How many free seats the quotas in force keep, or the one `row`."""
    quotas = places.room_of(workshop).quotas
    shares = quotas.values() if row is None else [quotas[row.institution_id]] if row.institution_id in quotas else []
    return sum(share.kept for share in shares)


def _said(quota, institution):
    """A quota as history keeps it: "DGSN: 5, 2026-04-01"."""
    name = institution.acronym or institution.key
    return f"{name}: {quota.seats}" + (f", {quota.release_on}" if quota.release_on else "")
