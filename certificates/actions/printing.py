"""Papers printed beforehand, for the closing ceremony: number and token are reserved, and nothing is certified yet."""

from dataclasses import replace

from django.db import transaction

from accounts.history import record
from accounts.templatetags.ui import format_date
from certificates.actions.issuing import NotEligible
from certificates.actions.numbers import numbered, say
from certificates.models import Certificate, IssueBatch
from certificates.notes import PRINTED, PROVISIONAL
from certificates.queries import candidates, event_of, kind_of, local_day, obstacle_to_printing, person_of
from certificates.tasks import enqueue
from workshops.models import Workshop


@transaction.atomic
def print_beforehand(*, workshop, by, now):
    """Reserve a number for each confirmed person without a certificate and make the papers, anew where there are some already.

    The paper says the hours the person will have if present at everything not recorded yet. Returns the IssueBatch, or
    None when there is nobody to print for. Raises NotEligible: not_coming, can_be_issued, no_public_address.
    """
    workshop = Workshop.objects.select_for_update(of=("self",)).select_related("office", "venue").get(pk=workshop.pk)
    if code := obstacle_to_printing(workshop):
        raise NotEligible(code)
    chosen = [each for each in candidates(workshop) if not (each.certificate or each.revoked or each.erased)]
    if not chosen:
        return None
    batch = IssueBatch.objects.create(workshop=workshop, by=by.user, created_at=now, provisional=True)
    event, kind = replace(event_of(workshop), note=PROVISIONAL), kind_of(workshop)
    made = [_reserve(workshop, event, candidate, kind, batch, now) for candidate in chosen]
    record(by=by, now=now, obj=batch, office=workshop.office, verb="papers_printed", after={"papers": len(made)})
    enqueue([certificate.pk for certificate in made])
    return batch


def _reserve(workshop, event, candidate, kind, batch, now):
    """The reserved number of one person, with the words of the paper as they are today."""
    row = candidate.reserved
    if row is None or row.kind != kind:
        row = numbered(workshop=workshop, kind=kind, now=now, registration=candidate.registration)
    say(row, event, person_of(replace(candidate, minutes=candidate.presumed), workshop), now)
    for column in row.snapshot["languages"]:
        day = format_date(local_day(workshop.office, now), column["lang"])
        column["issued"] = PRINTED[column["lang"]].format(day=day)
    row.state, row.printed_at, row.batch = Certificate.State.PROVISIONAL, now, batch
    row.save()
    return row
