"""After issuing: a certificate is replaced by a corrected one, or revoked. Its number is never used again."""

from django.db import transaction

from accounts.history import record
from certificates.actions.issuing import lock_workshop, write
from certificates.models import Certificate
from certificates.queries import candidates, event_of
from certificates.tasks import enqueue
from participants.models import Registration
from participants.rules.searching import person_key

NAME_FIELDS = ("given_name", "family_name", "arabic_name", "name_order")


class NotInForce(Exception):
    """The certificate is superseded or revoked already. `code`: not_in_force, no_reason, not_confirmed."""

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

    `names` ({field: text}) corrects the person's names on the registration first. The rule is not asked again: who
    should not have had a certificate is a case for `revoke`.
    """
    workshop = lock_workshop(certificate.workshop_id)
    old = _lock(certificate, reason)
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=old.registration_id)
    _correct(registration, names or {}, by=by, now=now, reason=reason)
    candidate = next(iter(candidates(workshop, Registration.objects.confirmed().filter(pk=registration.pk))), None)
    if candidate is None:
        raise NotInForce("not_confirmed")
    # one in force at most, and a superseded one points to its successor: so it steps aside as revoked in between
    old.state, old.revoked_at, old.revoke_reason = Certificate.State.REVOKED, now, reason.strip()
    old.save(update_fields=["state", "revoked_at", "revoke_reason"])
    made = write(workshop, event_of(workshop), candidate, by=by, now=now, override_reason=old.override_reason)
    old.state, old.successor, old.revoked_at, old.revoke_reason = Certificate.State.SUPERSEDED, made, None, ""
    old.save(update_fields=["state", "successor", "revoked_at", "revoke_reason"])
    record(by=by, now=now, obj=old, office=old.office, verb="certificate_superseded", reason=reason.strip())
    enqueue([made.pk])
    return made


def _lock(certificate, reason):
    if not reason.strip():
        raise NotInForce("no_reason")
    row = Certificate.objects.select_for_update(of=("self",)).select_related("office").get(pk=certificate.pk)
    if row.state != Certificate.State.ISSUED:
        raise NotInForce
    return row


def _correct(registration, names, *, by, now, reason):
    """Write the corrected names on the registration, with a history row when any differs."""
    changed = {field: names[field] for field in NAME_FIELDS if field in names and names[field] != getattr(registration, field)}
    if not changed:
        return
    before = {field: getattr(registration, field) for field in changed}
    for field, text in changed.items():
        setattr(registration, field, text)
    key = person_key(registration.given_name, registration.family_name, registration.arabic_name, registration.email)
    registration.search_key = key
    registration.save(update_fields=[*changed, "search_key"])
    office = registration.workshop.office
    record(
        by=by, now=now, obj=registration, office=office, verb="name_corrected",
        reason=reason.strip(), before=before, after=changed,
    )  # fmt: skip
