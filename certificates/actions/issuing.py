"""Issuing: number, row and history in one transaction; the file follows."""

from django.db import transaction

from accounts.history import record
from certificates.actions.numbers import numbered, say
from certificates.models import Certificate, IssueBatch
from certificates.pdf import unprintable
from certificates.queries import candidates, event_of, kind_of, obstacle, person_of
from certificates.tasks import enqueue
from participants.models import Registration
from workshops.models import Workshop


class NotEligible(Exception):
    """No certificate may be issued. `code`: not_held, registers_open, no_public_address, not_confirmed, already_issued,
    erased, unprintable (a character is in no font), not_eligible (then `decision` says why)."""

    def __init__(self, code, decision=None):
        super().__init__(code)
        self.code = code
        self.decision = decision


@transaction.atomic
def issue(*, registration, by, now, override_reason="", batch=None):
    """Issue the certificate of one confirmed registration and queue its file. Raises NotEligible.

    `override_reason` issues it although the rule is not met; it does not help against any other refusal.
    """
    workshop = lock_workshop(registration.workshop_id)
    chosen = Registration.objects.filter(pk=registration.pk, status=Registration.Status.CONFIRMED)
    candidate = next(iter(candidates(workshop, chosen)), None)
    if candidate is None:
        raise NotEligible("not_confirmed")
    if candidate.certificate or candidate.erased:
        raise NotEligible("already_issued" if candidate.certificate else "erased")
    if candidate.letters:
        raise NotEligible("unprintable")
    if not candidate.decision.met and not override_reason.strip():
        raise NotEligible("not_eligible", candidate.decision)
    reason = "" if candidate.decision.met and not candidate.revoked else override_reason.strip()
    made = write(workshop, event_of(workshop), candidate, by=by, now=now, override_reason=reason, batch=batch)
    enqueue([made.pk])
    return made


@transaction.atomic
def issue_eligible(*, workshop, by, now, only=None, queue=True):
    """Issue to everybody who is eligible and never had one revoked: all rows at once, their files in jobs of 100.

    `only`: ids of registrations, to serve no others. Returns the IssueBatch, or None when nobody is left to serve.
    Raises NotEligible for the whole workshop. `queue=False` leaves the files to the caller.
    """
    workshop = lock_workshop(workshop.pk)
    wanted = None if only is None else Registration.objects.confirmed().filter(workshop=workshop, pk__in=only)
    chosen = [candidate for candidate in candidates(workshop, wanted) if candidate.due]
    if not chosen:
        return None
    batch = IssueBatch.objects.create(workshop=workshop, by=by.user, created_at=now)
    event = event_of(workshop)
    made = [write(workshop, event, candidate, by=by, now=now, batch=batch) for candidate in chosen]
    record(by=by, now=now, obj=batch, office=workshop.office, verb="certificates_ordered", after={"certificates": len(made)})
    if queue:
        enqueue([certificate.pk for certificate in made])
    return batch


def lock_workshop(pk):
    """The workshop, locked: its registers stay validated and nobody else issues for it. Raises NotEligible."""
    workshop = Workshop.objects.select_for_update(of=("self",)).select_related("office", "venue").get(pk=pk)
    if code := obstacle(workshop):
        raise NotEligible(code)
    return workshop


def write(workshop, event, candidate, *, by, now, override_reason="", batch=None):
    """Take a number, or the one a paper printed beforehand reserved; write the certificate and its history.

    Only inside a transaction that holds the lock.
    """
    kind, reserved = kind_of(workshop), candidate.reserved
    if reserved is None or reserved.kind != kind:
        reserved = numbered(workshop=workshop, kind=kind, now=now, registration=candidate.registration)
    return put_in_force(
        reserved, event, person_of(candidate, workshop), by=by, now=now, override_reason=override_reason, batch=batch
    )


def put_in_force(certificate, event, person, *, by, now, override_reason="", batch=None):
    """Issue the numbered row `certificate` with the words of `event` and `person`; its history row. See `write`."""
    say(certificate, event, person, now)
    if unprintable(certificate.snapshot):
        raise NotEligible("unprintable")
    certificate.state, certificate.issued_at, certificate.issued_by = Certificate.State.ISSUED, now, by.user
    certificate.override_reason, certificate.batch = override_reason, batch
    certificate.save()
    record(by=by, now=now, obj=certificate, office=certificate.office, verb="certificate_issued", reason=override_reason)
    return certificate
