"""What people wrote for an institution that was not in the list: settled by a human, all who wrote it at once."""

from django.db import transaction
from django.db.models import ProtectedError

from accounts.history import record
from participants.actions.institutions import InstitutionRefused, add_alias, add_institution
from participants.actions.registrations.places import lock_workshop
from participants.models import InstitutionAlias, Registration, Settlement
from participants.queries.institutions import lock_institutions
from participants.queries.proposals import written_as


class SettlementRefused(Exception):
    """`code`: gone (nobody has this proposal any more), merged (the institution leads to another now), and for the way
    back undone (it was undone already), changed (a registration says something else by now)."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def settle_proposal(*, text, registrations, institution, keep_alias, by, now):
    """Give the institution to those of `registrations` (a queryset) that wrote `text`; its Settlement.

    `keep_alias`: whoever writes it from now on finds the institution. Raises SettlementRefused: gone, merged.
    """
    rows = _hold(registrations, text)
    institution = lock_institutions([institution.pk])[institution.pk]
    if institution.merged_into_id:
        raise SettlementRefused("merged")
    alias = _alias(institution, text, by, now) if keep_alias else None
    return _settle(text, rows, institution, by, now, alias=alias)


@transaction.atomic
def settle_as_new(*, text, registrations, names, type, acronym, by, now):
    """Enter a new institution and give it to those who wrote `text`; its Settlement. Raises SettlementRefused: gone."""
    rows = _hold(registrations, text)
    institution = add_institution(names=names, type=type, acronym=acronym, by=by, now=now)
    return _settle(text, rows, institution, by, now, alias=_alias(institution, text, by, now), is_new=True)


@transaction.atomic
def undo_settlement(*, settlement, by, now):
    """Make it a proposal again, word for word; an institution made for it goes, unless something else uses it by now.

    Raises SettlementRefused: undone, changed. Returns the Settlement.
    """
    was = {int(pk): text for pk, text in settlement.registrations.items()}
    _lock_workshops(Registration.objects.filter(pk__in=was))
    settlement = Settlement.objects.select_for_update(of=("self",)).get(pk=settlement.pk)
    if settlement.undone_at:
        raise SettlementRefused("undone")
    rows = list(Registration.objects.filter(pk__in=was, institution=settlement.institution).order_by("pk"))
    if len(rows) != len(was):
        raise SettlementRefused("changed")
    for row in rows:
        _write(row, None, was[row.pk], "proposal_reopened", by, now)
    InstitutionAlias.objects.filter(pk=settlement.alias).delete()
    settlement.undone_at = now
    settlement.save(update_fields=["undone_at"])
    if settlement.is_new:
        _remove_unused(settlement.institution, by, now)
    return settlement


def _hold(registrations, text):
    """The registrations that wrote `text`, read again once their workshops are held: quotas count by institution."""
    _lock_workshops(registrations.filter(pk__in=[row.pk for row in written_as(registrations, text)]))
    rows = written_as(registrations, text)
    if not rows:
        raise SettlementRefused("gone")
    return rows


def _lock_workshops(rows):
    for workshop in sorted(set(rows.values_list("workshop", flat=True))):
        lock_workshop(workshop)


def _alias(institution, text, by, now):
    """The alias made; None where it is known already, or means another institution too."""
    try:
        with transaction.atomic():
            return add_alias(institution=institution, text=text, by=by, now=now)
    except InstitutionRefused:
        return None


def _settle(text, rows, institution, by, now, *, alias, is_new=False):
    was = {row.pk: row.institution_proposal for row in rows}
    for row in rows:
        _write(row, institution, "", "proposal_settled", by, now)
    return Settlement.objects.create(
        text=text, institution=institution, is_new=is_new, alias=alias and alias.pk, registrations=was, by=by.user, at=now
    )


def _write(row, institution, text, verb, by, now):
    before = {"institution": row.institution and row.institution.key, "institution_proposal": row.institution_proposal}
    row.institution, row.institution_proposal = institution, text
    row.save(update_fields=["institution", "institution_proposal"])
    after = {"institution": institution and institution.key, "institution_proposal": text}
    record(by=by, now=now, obj=row, verb=verb, office=row.workshop.office, before=before, after=after)


def _remove_unused(institution, by, now):
    """Gone, unless it has become part of something: other people, a quota, a focal point, another settlement."""
    if institution.settlements.filter(undone_at=None).exists():
        return
    try:
        with transaction.atomic():
            record(by=by, now=now, obj=institution, verb="deleted", before={"key": institution.key})
            institution.delete()
    except ProtectedError:
        return
