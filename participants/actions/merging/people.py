"""Two rows of one person made one, and taken apart again."""

from django.db import transaction

from accounts.history import record
from participants.actions.merging.refusals import MergeRefused
from participants.actions.registrations import search_key
from participants.actions.registrations.places import lock_people, lock_workshop
from participants.models import Distinct, Merge, Participant, Registration
from participants.rules.merging import in_order

#: every relation to Participant, and what a merge does with it (a test asks the models for them)
MOVED = {
    "participants.Registration.participant": "with all that hangs on the registration",
    "participants.Participant.merged_into": "those merged before lead to the one kept now",
    "participants.Distinct.one": "whoever was told apart from the one is told apart from the other",
    "participants.Distinct.other": "the same",
}
EXEMPT = {
    "certificates.Erasure.participant": "what was asked then; it is decided about the person kept",
    "participants.Merge.kept": "what was decided then",
    "participants.Merge.merged": "what was decided then",
}
#: a blank of the kept person is filled from the other; the fields of a group go together
FILLED = [["given_name", "family_name", "name_order"], ["arabic_name"], ["phone"], ["language"], ["email", "email_key"]]

__all__ = ["EXEMPT", "MOVED", "MergeRefused", "merge_people", "undo_merge"]


@transaction.atomic
def merge_people(*, kept, merged, by, now, reasons=()):
    """Fold `merged` into `kept`: its registrations move, blanks are filled, its row stays as an alias. Returns the Merge.

    `reasons` are the codes under which the two were proposed. Raises MergeRefused: same, merged, office, distinct, live.
    """
    if kept.pk == merged.pk:
        raise MergeRefused("same")
    kept, merged = _lock(kept.pk, merged.pk)
    _check(kept, merged)
    moved = {
        "registrations": _repoint(merged.registrations, participant=kept),
        "aliases": _repoint(merged.aliases, merged_into=kept),
        "distinct": _move_distinct(merged, kept),
        "filled": _fill(kept, merged),
    }
    merged.merged_into = kept
    merged.save()
    kept.save()
    made = Merge.objects.create(kept=kept, merged=merged, reasons=list(reasons), moved=moved, by=by.user, at=now)
    for person, verb, other in ((kept, "merge", merged), (merged, "merged_into", kept)):
        record(by=by, now=now, obj=person, verb=verb, office=kept.office, after={"person": other.pk})
    return made


@transaction.atomic
def undo_merge(*, merge, by, now):
    """Take the two apart: exactly what moved goes back; what came since stays with the kept person. Returns the Merge.

    Raises MergeRefused: undone, later, changed.
    """
    kept, merged = _lock(merge.kept_id, merge.merged_id)
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.undone_at:
        raise MergeRefused("undone")
    if kept.merged_into_id:
        raise MergeRefused("later")
    moved = merge.moved
    _put_back(Registration, moved["registrations"], "participant", kept, merged)
    _put_back(Participant, moved["aliases"], "merged_into", kept, merged)
    for pair in Distinct.objects.filter(pk__in=moved["distinct"]):
        _repoint_distinct(pair, kept.pk, merged.pk)
    _empty(kept, merged, moved["filled"])
    merged.merged_into = None
    kept.save()  # before the other, which takes its address back
    merged.save()
    merge.undone_at = now
    merge.save(update_fields=["undone_at"])
    for person, other in ((kept, merged), (merged, kept)):
        record(by=by, now=now, obj=person, verb="merge_undone", office=kept.office, after={"person": other.pk})
    return merge


def _lock(kept, merged):
    """Both persons, held: their workshops first, as every action does, so that no seat is given meanwhile."""
    rows = Registration.objects.filter(participant__in=[kept, merged]).live()
    for workshop in sorted(set(rows.values_list("workshop", flat=True))):
        lock_workshop(workshop)
    people = lock_people([kept, merged])
    return people[kept], people[merged]


def _check(kept, merged):
    if kept.merged_into_id or merged.merged_into_id:
        raise MergeRefused("merged")
    if kept.office_id != merged.office_id:
        raise MergeRefused("office")
    one, other = in_order(kept.pk, merged.pk)
    if Distinct.objects.filter(one=one, other=other).exists():
        raise MergeRefused("distinct")
    live = Registration.objects.live().select_related("workshop")
    theirs = {row.workshop_id: row for row in live.filter(participant=merged)}
    both = [(row, theirs[row.workshop_id]) for row in live.filter(participant=kept) if row.workshop_id in theirs]
    if both:
        raise MergeRefused("live", both)


def _repoint(rows, **to):
    """Point `rows` elsewhere; their primary keys, for the way back."""
    moved = sorted(rows.values_list("pk", flat=True))
    rows.model.objects.filter(pk__in=moved).update(**to)
    return moved


def _put_back(model, moved, field, kept, merged):
    if model.objects.filter(pk__in=moved, **{field: kept}).update(**{field: merged}) != len(moved):
        raise MergeRefused("changed")


def _fill(kept, merged):
    """Set on `kept`, unsaved, what only `merged` has; {field: value} for the way back. An address moves: one row has it."""
    filled = {}
    for group in FILLED:
        names = [name for name in group if name != "name_order"]
        if any(getattr(kept, name) for name in names) or not any(getattr(merged, name) for name in names):
            continue
        filled |= {name: str(getattr(merged, name)) for name in group}
        for name in group:
            setattr(kept, name, getattr(merged, name))
    if "email_key" in filled:
        merged.email_key = ""
        merged.save()  # before the other takes the address
    kept.search_key = search_key(kept)
    return filled


def _empty(kept, merged, filled):
    """The reverse of `_fill`, unsaved. What was corrected since stays; an address that moved on cannot come back."""
    if "email_key" in filled:
        if kept.email_key != filled["email_key"]:
            raise MergeRefused("changed")
        merged.email_key = filled["email_key"]
    for group in FILLED:
        if group[0] in filled and all(str(getattr(kept, name)) == filled[name] for name in group):
            for name in group:
                setattr(kept, name, Participant._meta.get_field(name).get_default())
    kept.search_key = search_key(kept)


def _move_distinct(merged, kept):
    moved = []
    for pair in [*Distinct.objects.filter(one=merged), *Distinct.objects.filter(other=merged)]:
        if _repoint_distinct(pair, merged.pk, kept.pk):
            moved.append(pair.pk)
    return moved


def _repoint_distinct(pair, old, new):
    """Whether the pair now names `new` instead of `old`; it does not when it would say again what another pair says."""
    one, other = in_order(new, pair.other_id if pair.one_id == old else pair.one_id)
    if one == other or old not in (pair.one_id, pair.other_id) or Distinct.objects.filter(one=one, other=other).exists():
        return False
    Distinct.objects.filter(pk=pair.pk).update(one=one, other=other)
    return True
