"""What is kept for a time and then erased (product.md, Privacy)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from accounts.history import Actor, record
from participants.models import Registration

#: dietary and accessibility needs serve the event alone
NEEDS_KEPT = timedelta(days=30)


@transaction.atomic
def erase_needs(*, now):
    """Erase dietary and accessibility needs 30 days after the event, and not before 30 days after they arrived.

    The second lets an office move a past workshop in and check its file. A sweep: the second run finds nothing.
    Returns how many registrations it emptied.
    """
    before = now - NEEDS_KEPT
    kept = Registration.objects.filter(~Q(dietary="") | ~Q(accessibility=""))
    due = kept.filter(workshop__end__lt=before.date(), created_at__lt=before).select_related("workshop__office")
    found = list(due.order_by("pk"))
    for registration in found:
        record(
            by=Actor.system("erase_needs"), now=now, obj=registration, verb="needs_erased", office=registration.workshop.office
        )
    Registration.objects.filter(pk__in=[registration.pk for registration in found]).update(dietary="", accessibility="")
    return len(found)
