"""Counting heads: how many came to a workshop that has no list of names."""

from django.db import transaction

from accounts.history import record
from participants.actions.registrations.places import Refused
from participants.models import HeadCount, Registration
from workshops.models import Workshop

#: the states in which heads may be entered; the figures of a closed workshop are final
COUNTABLE = {Workshop.State.PUBLISHED, Workshop.State.REGISTRATION_CLOSED, Workshop.State.HELD}


@transaction.atomic
def set_heads(*, workshop, institution=None, persons, by, now):
    """The persons of `institution` (None: not stated) are `persons`, {sex: number}; what is left out, or 0, is removed.

    Raises Refused: named (somebody is confirmed: names win), uncountable (not published yet, cancelled, or closed).
    """
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    if workshop.state not in COUNTABLE:
        raise Refused("uncountable")
    if any(persons.values()) and Registration.objects.confirmed().filter(workshop=workshop).exists():
        raise Refused("named")
    rows = HeadCount.objects.filter(workshop=workshop, institution=institution)
    before = dict(rows.order_by("sex").values_list("sex", "persons"))
    after = {sex: number for sex, number in persons.items() if number}
    if before == after:
        return
    rows.delete()
    HeadCount.objects.bulk_create(
        [HeadCount(workshop=workshop, institution=institution, sex=sex, persons=number) for sex, number in after.items()]
    )
    record(
        by=by, now=now, obj=workshop, verb="heads_counted", office=workshop.office,
        before=_said(institution, before), after=_said(institution, after),
    )  # fmt: skip


def _said(institution, persons):
    counts = ", ".join(f"{sex or '?'} {number}" for sex, number in persons.items())
    return {"head_count": f"{institution.key if institution else '?'}: {counts}"} if counts else None
