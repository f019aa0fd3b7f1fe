"""The donors' shares of a workshop, its budget and its actual costs."""

from django.db import transaction

from accounts.history import record
from workshops.models import CostLine, FundingShare, Workshop
from workshops.rules.funding import is_whole


class FundingRefused(Exception):
    """`code`: sum (the shares do not sum to 1), needed (a workshop on show keeps its donors)."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def set_funding(*, workshop, shares, lines, currency, by, now):
    """Replace shares, cost lines and currency. `shares`: [(donor, Decimal share of 1)]; `lines`: [(line, budget, actual)].

    No shares at all is allowed while nobody sees the workshop. Raises FundingRefused.
    """
    locked = Workshop.objects.select_for_update(of=("self",)).select_related("office").get(pk=workshop.pk)
    _check(locked, [share for _donor, share in shares])
    before = _plain(locked)
    locked.funding.all().delete()
    FundingShare.objects.bulk_create(
        FundingShare(workshop=locked, donor=donor, share=share, position=at) for at, (donor, share) in enumerate(shares)
    )
    locked.cost_lines.all().delete()
    CostLine.objects.bulk_create(
        CostLine(workshop=locked, position=at, line=line, budget=budget, actual=actual)
        for at, (line, budget, actual) in enumerate(lines)
    )
    locked.currency = currency
    locked.save(update_fields=["currency"])
    after = _plain(locked)
    changed = [name for name in after if before[name] != after[name]]
    if changed:
        old, new = ({name: values[name] for name in changed} for values in (before, after))
        record(by=by, now=now, obj=locked, verb="funding_changed", office=locked.office, before=old, after=new)


def _check(workshop, shares):
    unseen = workshop.state in (Workshop.State.DRAFT, Workshop.State.APPROVED, Workshop.State.CANCELLED)
    if not shares and not unseen:
        raise FundingRefused("needed")
    if shares and not is_whole(shares):
        raise FundingRefused("sum")


def _plain(workshop):
    shares = workshop.funding.order_by("position", "id").values_list("donor__key", "share")
    lines = workshop.cost_lines.order_by("position", "id").values_list("line", "budget", "actual")
    return {
        "shares": {key: f"{share.normalize():f}" for key, share in shares},
        "costs": [[line, _money(budget), _money(actual)] for line, budget, actual in lines],
        "currency": workshop.currency,
    }


def _money(amount):
    return None if amount is None else f"{amount:.3f}"
