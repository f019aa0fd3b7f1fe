"""Postponing, taking up again and cancelling a workshop: its state changes, everybody registered or asked for names is told."""

from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.history import record
from participants import letters
from participants.actions.nominations.interrupted import move_deadlines, tell_institutions
from participants.actions.registrations import offers
from participants.actions.registrations.places import lock_workshop
from participants.actions.reminders import drop_reminders
from participants.actions.writing import hold_timed
from participants.models import Registration
from participants.queries.addresses import reached, with_addresses
from workshops.actions.states import missing_for_publication
from workshops.actions.workshops import move_days
from workshops.rules.transitions import next_state


class InterruptionRefused(Exception):
    """`code`: not_allowed (the workshop's state), reason_needed; for new dates also past, and incomplete (`missing`)."""

    def __init__(self, code, missing=()):
        super().__init__(code)
        self.code, self.missing = code, tuple(missing)


def postpone_workshop(*, workshop, reason, by, now):
    """Postpone; registrations keep their state. Returns how many letters were queued. Raises InterruptionRefused."""
    return _interrupt(workshop, "postpone", reason, by, now)


def cancel_workshop(*, workshop, reason, by, now):
    """Cancel for good; registrations keep their state. Returns how many letters were queued. Raises InterruptionRefused."""
    return _interrupt(workshop, "cancel", reason, by, now)


@transaction.atomic
def reschedule_workshop(*, workshop, start, end, reason="", by, now):
    """Publish a postponed workshop on new days; registrations stay, whatever has a day moves with the first.

    That is the programme, the closing time, the deadlines of institutions and the release of their quotas.
    Returns how many letters were queued. Raises InterruptionRefused, or PlanRefused when the programme does not fit.
    """
    held = lock_workshop(workshop.pk)
    before, after = held.state, next_state(held.state, "reschedule")
    if after is None:
        raise InterruptionRefused("not_allowed")
    if start < now.astimezone(ZoneInfo(held.timezone)).date():
        raise InterruptionRefused("past")
    if missing := missing_for_publication(held):
        raise InterruptionRefused("incomplete", missing)
    days = (start - held.start).days
    old, new = move_days(workshop=held, start=start, end=end)
    move_deadlines(workshop=held, days=days, by=by, now=now)
    held.state, held.state_reason = after, ""
    held.save(update_fields=["state", "state_reason"])
    record(
        by=by, now=now, obj=held, verb="reschedule", office=held.office, reason=reason.strip(),
        before={"state": before} | old, after={"state": after} | new,
    )  # fmt: skip
    told_now = _tell(held, "workshop_rescheduled", now, reason.strip())
    tell_institutions(workshop=held, kind="invitation_rescheduled", reason=reason.strip(), now=now)
    offers.renew(held, now=now)
    offers.fill(held, freed=0, now=now)
    return told_now


def told(workshop):
    """The live registrations whom a letter about the workshop reaches."""
    rows = with_addresses(Registration.objects.filter(workshop=workshop).live())
    return reached(rows).order_by("position", "pk")


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
    drop_reminders(workshop=held)
    hold_timed(workshop=held, by=by, now=now)
    tell_institutions(workshop=held, kind=f"invitation_{after}", reason=reason, now=now)
    return _tell(held, f"workshop_{after}", now)


def _tell(workshop, kind, now, remark=""):
    people = list(told(workshop))
    for registration in people:
        registration.workshop = workshop
        letters.write(registration=registration, kind=kind, now=now, remark=remark)
    return len(people)
