"""The certificates of those who taught: of an engagement in place of a registration, decided by no rule of presence."""

from django.db import transaction

from accounts.history import record
from certificates.actions.issuing import lock_workshop, put_in_force
from certificates.actions.numbers import numbered
from certificates.holders import teachers
from certificates.models import Certificate, IssueBatch
from certificates.queries import event_of, teacher_of
from certificates.tasks import enqueue


@transaction.atomic
def issue_to_teachers(*, workshop, by, now, only=None):
    """Issue to each facilitator named in the programme who has no certificate and never had one revoked.

    `only`: ids of engagements, which are served although one was revoked. Returns the IssueBatch, or None when nobody is
    left to serve. Raises NotEligible for the whole workshop.
    """
    workshop = lock_workshop(workshop.pk)
    chosen = [row for row in teachers(workshop) if (row.due if only is None else row.open and row.engagement.pk in only)]
    if not chosen:
        return None
    batch = IssueBatch.objects.create(workshop=workshop, by=by.user, created_at=now)
    event = event_of(workshop)
    made = [write_teacher(workshop, event, row.engagement, by=by, now=now, batch=batch) for row in chosen]
    record(by=by, now=now, obj=batch, office=workshop.office, verb="certificates_ordered", after={"certificates": len(made)})
    enqueue([certificate.pk for certificate in made])
    return batch


def write_teacher(workshop, event, engagement, *, by, now, batch=None):
    """Number and issue the certificate of one engagement. Only inside a transaction that holds the lock."""
    row = numbered(workshop=workshop, kind=Certificate.Kind.FACILITATOR, now=now, engagement=engagement)
    return put_in_force(row, event, teacher_of(engagement), by=by, now=now, batch=batch)
