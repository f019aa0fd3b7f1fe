"""After issuing: a certificate is replaced by a corrected one, or revoked. Its number is never used again."""

from functools import partial

from django.db import transaction

from accounts.history import record
from certificates.actions.issuing import lock_workshop, write
from certificates.actions.teaching import write_teacher
from certificates.models import Certificate
from certificates.queries import candidates, event_of
from certificates.tasks import enqueue
from participants.models import Registration
from participants.rules.searching import person_key
from workshops.models import Engagement, Facilitator

NAME_FIELDS = ("given_name", "family_name", "arabic_name", "name_order")
TEACHER_FIELDS = ("name", "arabic_name")


class NotInForce(Exception):
    """The certificate is superseded or revoked already. `code`: not_in_force, no_reason, not_confirmed, erased."""

    def __init__(self, code="not_in_force"):
        super().__init__(code)
        self.code = code


@transaction.atomic
def revoke(*, certificate, by, now, reason):
    """Take `certificate` out of force, for ever. Raises NotInForce."""
    row = _lock(certificate, reason)
    row.state, row.revoked_at, row.revoke_reason = Certificate.State.REVOKED, now, reason.strip()
    row.save(update_fields=["state", "revoked_at", "revoke_reason"])
    record(by=by, now=now, obj=row, office=row.office, verb="certificate_revoked", reason=row.revoke_reason)
    return row


@transaction.atomic
def supersede(*, certificate, by, now, reason, names=None):
    """Replace `certificate` by a new one with today's facts; returns the successor. Raises NotInForce, NotEligible.

    `names` ({field: text}) corrects the names first, on the registration or of the facilitator. The rule is not asked
    again: who should not have had a certificate is a case for `revoke`.
    """
    workshop = lock_workshop(certificate.workshop_id)
    old = _lock(certificate, reason)
    corrected = _correct_teacher if old.engagement_id else _correct_participant
    writing = corrected(workshop, old, names or {}, by=by, now=now, reason=reason)
    # one in force at most, and a superseded one points to its successor: so it steps aside as revoked in between
    old.state, old.revoked_at, old.revoke_reason = Certificate.State.REVOKED, now, reason.strip()
    old.save(update_fields=["state", "revoked_at", "revoke_reason"])
    made = writing()
    old.state, old.successor, old.revoked_at, old.revoke_reason = Certificate.State.SUPERSEDED, made, None, ""
    old.save(update_fields=["state", "successor", "revoked_at", "revoke_reason"])
    record(by=by, now=now, obj=old, office=old.office, verb="certificate_superseded", reason=reason.strip())
    enqueue([made.pk])
    return made


def _correct_participant(workshop, old, names, *, by, now, reason):
    """Correct the names of a registration; returns what writes the successor of `old`. Raises NotInForce."""
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=old.registration_id)
    changed = _correct(registration, names, NAME_FIELDS, workshop, by=by, now=now, reason=reason)
    if changed:
        key = person_key(registration.given_name, registration.family_name, registration.arabic_name, registration.email)
        registration.search_key = key
        registration.save(update_fields=[*changed, "search_key"])
    candidate = next(iter(candidates(workshop, Registration.objects.confirmed().filter(pk=registration.pk))), None)
    if candidate is None or candidate.erased:
        raise NotInForce("erased" if candidate else "not_confirmed")
    return partial(write, workshop, event_of(workshop), candidate, by=by, now=now, override_reason=old.override_reason)


def _correct_teacher(workshop, old, names, *, by, now, reason):
    """As `_correct_participant`, of a facilitator."""
    facilitator = Facilitator.objects.select_for_update(of=("self",)).get(engagements=old.engagement_id)
    if changed := _correct(facilitator, names, TEACHER_FIELDS, workshop, by=by, now=now, reason=reason):
        facilitator.save(update_fields=changed)
    engagement = Engagement.objects.select_related("facilitator__organisation", "facilitator__user").get(pk=old.engagement_id)
    return partial(write_teacher, workshop, event_of(workshop), engagement, by=by, now=now)


def _lock(certificate, reason):
    if not reason.strip():
        raise NotInForce("no_reason")
    row = Certificate.objects.select_for_update(of=("self",)).select_related("office").get(pk=certificate.pk)
    if row.state != Certificate.State.ISSUED:
        raise NotInForce
    return row


def _correct(row, names, fields, workshop, *, by, now, reason):
    """Put the corrected names on `row`, with a history row when any differs; returns the fields to save."""
    changed = {field: names[field] for field in fields if field in names and names[field] != getattr(row, field)}
    if not changed:
        return []
    before = {field: getattr(row, field) for field in changed}
    for field, text in changed.items():
        setattr(row, field, text)
    record(
        by=by, now=now, obj=row, office=workshop.office, verb="name_corrected",
        reason=reason.strip(), before=before, after=changed,
    )  # fmt: skip
    return list(changed)
