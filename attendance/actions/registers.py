"""The validation of a register: it locks the marks; reopening one asks for a reason."""

from django.db import transaction

from accounts import history
from attendance import queries
from attendance.actions.records import lock_register
from attendance.models import RegisterValidation
from attendance.rules import NOT_RUNNING, UNPUBLISHED, local_day
from workshops.models import Workshop

State = RegisterValidation.State


class RegisterRefused(Exception):
    """Nothing was changed.

    `code`: unmarked (`count` people), already, too_early, not_running, closed; for reopening not_validated, closed,
    needs_reason.
    """

    def __init__(self, code, count=0):
        super().__init__(code)
        self.code = code
        self.count = count


@transaction.atomic
def validate_register(*, register, by, now):
    """Lock `register`: every confirmed person has a mark. Returns its RegisterValidation; raises RegisterRefused.

    A missing mark is never read as absent, so somebody has to say what it is before the figures rest on it. The signed
    sheet may be lacking, which is shown; the history keeps the SHA-256 of the scans the validation rests on.
    """
    register = _locked(register)
    _refuse_validation(register, now)
    if count := queries.unmarked(register).count():
        raise RegisterRefused("unmarked", count)
    sheets = list(register.scans.kept().order_by("id").values_list("sha256", flat=True))
    return _set(register, State.VALIDATED, by, now, "validate_register", "", sheets=sheets)


@transaction.atomic
def reopen_register(*, register, reason, by, now):
    """Unlock a validated `register` for corrections. Returns its RegisterValidation; raises RegisterRefused."""
    register = _locked(register)
    if not reason.strip():
        raise RegisterRefused("needs_reason")
    if register.workshop.state == Workshop.State.CLOSED:
        raise RegisterRefused("closed")
    if not _is_validated(register):
        raise RegisterRefused("not_validated")
    return _set(register, State.REOPENED, by, now, "reopen_register", reason.strip())


def _locked(register):
    """Workshop first, then register: the order every action keeps, so that closing and reopening cannot cross."""
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=register.workshop_id)
    register = lock_register(register)
    register.workshop = workshop
    return register


def _refuse_validation(register, now):
    workshop = register.workshop
    if workshop.state in NOT_RUNNING:
        raise RegisterRefused("not_running")
    if workshop.state == Workshop.State.CLOSED:
        raise RegisterRefused("closed")
    if workshop.state in UNPUBLISHED or local_day(now, workshop.timezone) < register.date:
        raise RegisterRefused("too_early")
    if _is_validated(register):
        raise RegisterRefused("already")


def _is_validated(register):
    return RegisterValidation.objects.filter(register=register, state=State.VALIDATED).exists()


def _set(register, state, by, now, verb, reason, **noted):
    before = RegisterValidation.objects.filter(register=register).values_list("state", flat=True).first()
    values = {"state": state, "source": RegisterValidation.Source.PERSON, "at": now, "by": by.user, "reason": reason}
    validation, _created = RegisterValidation.objects.update_or_create(register=register, defaults=values)
    history.record(
        by=by,
        now=now,
        obj=register,
        verb=verb,
        office=register.workshop.office,
        reason=reason,
        before={"state": before or "open"},
        after={"state": state} | noted,
    )
    return validation
