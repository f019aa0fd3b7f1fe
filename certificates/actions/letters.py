"""Ordering the letters that tell people their certificate is there."""

from django.db import transaction

from accounts.history import record
from certificates.holders import to_be_told
from certificates.models import Certificate
from certificates.tasks import enqueue_letters
from workshops.models import Workshop


@transaction.atomic
def order_letters(*, workshop, by, now):
    """Order a letter to each holder of a stored certificate in force who can be reached and has none. Returns how many."""
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    ids = list(to_be_told(workshop).order_by("pk").values_list("pk", flat=True))
    if ids:
        Certificate.objects.filter(pk__in=ids).update(letter_ordered_at=now)
        record(by=by, now=now, obj=workshop, office=workshop.office, verb="certificate_letters", after={"letters": len(ids)})
        enqueue_letters(ids)
    return len(ids)
