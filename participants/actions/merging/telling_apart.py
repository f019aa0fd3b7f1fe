"""Two persons a human looked at and found to be two."""

from django.db import transaction

from accounts.history import record
from participants.actions.merging.refusals import MergeRefused
from participants.actions.registrations.places import lock_people
from participants.models import Distinct
from participants.rules.merging import in_order


@transaction.atomic
def tell_apart(*, one, other, by, now):
    """Keep that these are two persons: they are not proposed again. Said twice, it is kept once. Returns the Distinct.

    Raises MergeRefused: same, merged, office.
    """
    if one.pk == other.pk:
        raise MergeRefused("same")
    people = lock_people([one.pk, other.pk])
    if any(person.merged_into_id for person in people.values()):
        raise MergeRefused("merged")
    if len({person.office_id for person in people.values()}) > 1:
        raise MergeRefused("office")
    first, second = in_order(one.pk, other.pk)
    kept, made = Distinct.objects.get_or_create(one_id=first, other_id=second, defaults={"by": by.user, "at": now})
    if made:
        _record(kept, "told_apart", by, now)
    return kept


@transaction.atomic
def propose_again(*, distinct, by, now):
    """Take back that two persons are two: whoever is alike is proposed again."""
    _record(distinct, "told_apart_undone", by, now)
    distinct.delete()


def _record(distinct, verb, by, now):
    for person, other in ((distinct.one, distinct.other), (distinct.other, distinct.one)):
        record(by=by, now=now, obj=person, verb=verb, office=person.office, after={"person": other.pk})
