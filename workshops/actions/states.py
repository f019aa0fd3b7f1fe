"""The state changes that need to know the schedule alone: approve, publish, close and reopen registration."""

from django.db import transaction

from accounts.history import Actor, record
from workshops.models import Session, Workshop
from workshops.rules.funding import is_whole
from workshops.rules.transitions import next_state

VERBS = ("approve", "publish", "close_registration", "reopen_registration")


class TransitionRefused(Exception):
    """`code`: not_allowed (from this state), incomplete (`missing` says what), closing_time_past."""

    def __init__(self, code, missing=()):
        super().__init__(code)
        self.code, self.missing = code, tuple(missing)


@transaction.atomic
def change_state(*, workshop, verb, by, now):
    """Do `verb` (one of VERBS) to a workshop. Returns the workshop as it is now; raises TransitionRefused."""
    locked = _lock(workshop.pk)
    after = next_state(locked.state, verb) if verb in VERBS else None
    if after is None:
        raise TransitionRefused("not_allowed")
    _check(locked, verb, now)
    before, locked.state = locked.state, after
    locked.save(update_fields=["state"])
    record(by=by, now=now, obj=locked, verb=verb, office=locked.office, before={"state": before}, after={"state": after})
    return locked


def missing_for_publication(workshop):
    """What a workshop still lacks before the public may see it: of "title", "sessions", "shares"; the dates are always there."""
    missing = []
    if not any([workshop.title_en, workshop.title_fr, workshop.title_ar]):
        missing.append("title")
    if not workshop.sessions.filter(kind=Session.Kind.SESSION).exists():
        missing.append("sessions")
    if not is_whole(list(workshop.funding.values_list("share", flat=True))):
        missing.append("shares")
    return missing


def close_due_registrations(*, now):
    """Close registration of every published workshop whose closing time has come. Idempotent; returns how many."""
    due = Workshop.objects.filter(state=Workshop.State.PUBLISHED, registration_closes_at__lte=now)
    return sum(_close_if_due(pk, now) for pk in due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _close_if_due(pk, now):
    """Another run, or the coordinator, may have been faster: the row is read again under its lock."""
    locked = _lock(pk)
    closes = locked.registration_closes_at
    if locked.state != Workshop.State.PUBLISHED or closes is None or closes > now:
        return False
    change_state(workshop=locked, verb="close_registration", by=Actor.system("close_due_registrations"), now=now)
    return True


def _check(workshop, verb, now):
    if verb == "publish" and (missing := missing_for_publication(workshop)):
        raise TransitionRefused("incomplete", missing)
    closes = workshop.registration_closes_at
    if verb == "reopen_registration" and closes is not None and closes <= now:
        raise TransitionRefused("closing_time_past")  # the job would close it again at once


def _lock(pk):
    return Workshop.objects.select_for_update(of=("self",)).select_related("office").get(pk=pk)
