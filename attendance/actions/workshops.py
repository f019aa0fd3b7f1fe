"""The end of a workshop: held, closed (figures final), reopened. The table of states is `workshops.rules.transitions`."""

from django.db import transaction

from accounts import history
from attendance import queries
from attendance.rules import local_day
from workshops.models import Workshop
from workshops.rules.transitions import next_state


class TransitionRefused(Exception):
    """The workshop stays as it is. `code`: not_allowed, too_early, registers_open (which: `registers`), needs_reason."""

    def __init__(self, code, registers=()):
        super().__init__(code)
        self.code = code
        self.registers = tuple(registers)


@transaction.atomic
def hold(*, workshop, by, now):
    """Mark `workshop` held, from its last day on. Returns it; raises TransitionRefused."""
    workshop = _locked(workshop, "hold")
    if local_day(now, workshop.timezone) < workshop.end:
        raise TransitionRefused("too_early")
    return _move(workshop, "hold", by, now)


@transaction.atomic
def close(*, workshop, by, now):
    """Make the figures of a held `workshop` final, once every mandatory register is validated."""
    workshop = _locked(workshop, "close")
    if still_open := list(queries.open_registers(workshop)):
        raise TransitionRefused("registers_open", still_open)
    return _move(workshop, "close", by, now)


@transaction.atomic
def reopen(*, workshop, reason, by, now):
    """Take a closed `workshop` back to held, with a reason. Returns it; raises TransitionRefused."""
    workshop = _locked(workshop, "reopen")
    if not reason.strip():
        raise TransitionRefused("needs_reason")
    return _move(workshop, "reopen", by, now, reason.strip())


def _locked(workshop, verb):
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    if next_state(workshop.state, verb) is None:
        raise TransitionRefused("not_allowed")
    return workshop


def _move(workshop, verb, by, now, reason=""):
    before, workshop.state = workshop.state, next_state(workshop.state, verb)
    workshop.state_reason = reason
    workshop.save(update_fields=["state", "state_reason"])
    history.record(
        by=by,
        now=now,
        obj=workshop,
        verb=verb,
        office=workshop.office,
        reason=reason,
        before={"state": before},
        after={"state": workshop.state},
    )
    return workshop
