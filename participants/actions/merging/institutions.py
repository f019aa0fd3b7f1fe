"""Two rows of one institution made one, and taken apart again. A successor is another matter: both remain."""

from django.db import transaction
from django.db.models import Q

from accounts.history import record
from participants.actions.merging.refusals import MergeRefused
from participants.actions.registrations.places import lock_workshop
from participants.models import FocalPoint, Institution, InstitutionAlias, InstitutionMerge, Invitation, Quota
from participants.queries.institutions import lock_institutions, spellings
from participants.rules.identity import folded
from participants.rules.merging import leads_back

#: every relation to Institution, and what a merge does with it (a test asks the models for them)
MOVED = {
    "participants.Registration.institution": "the people who came for it",
    "participants.Quota.institution": "the seats kept for it",
    "participants.Invitation.institution": "the letters it was sent",
    "participants.FocalPoint.institution": "whom one writes to there; a second row of one address is put out of use",
    "participants.Institution.successor": "whom it succeeded",
    "participants.Institution.merged_into": "those merged before lead to the one kept now",
    "participants.Settlement.institution": "the proposals settled as it",
}
EXEMPT = {
    "participants.InstitutionName.institution": "its names become aliases of the other; the row keeps them for the way back",
    "participants.InstitutionAlias.institution": "copied, for the same reason",
    "participants.HeadCount.institution": "numbers of one workshop; reports read them under the institution kept",
    "participants.InstitutionMerge.kept": "what was decided then",
    "participants.InstitutionMerge.merged": "what was decided then",
}
#: (relation of the institution, field of the row that points to it) that simply change hands
_PLAIN = {
    "registrations": "institution",
    "quotas": "institution",
    "invitations": "institution",
    "predecessors": "successor",
    "merged": "merged_into",
    "settlements": "institution",
}


@transaction.atomic
def merge_institutions(*, kept, merged, by, now):
    """Fold `merged` into `kept`: what hangs on it moves, its names become aliases. Returns the InstitutionMerge.

    Raises MergeRefused: same, merged, successor, seats.
    """
    if kept.pk == merged.pk:
        raise MergeRefused("same")
    kept, merged = _lock(kept.pk, merged.pk)
    _check(kept, merged)
    moved = {name: _repoint(getattr(merged, name), **{field: kept}) for name, field in _PLAIN.items()}
    moved |= {"focal_points": _move_focal_points(kept, merged), "aliases": _copy_spellings(kept, merged)}
    moved["successor"] = _take_successor(kept, merged)
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    made = InstitutionMerge.objects.create(kept=kept, merged=merged, moved=moved, by=by.user, at=now)
    for row, verb, other in ((kept, "merge", merged), (merged, "merged_into", kept)):
        record(by=by, now=now, obj=row, verb=verb, after={"institution": other.key})
    return made


@transaction.atomic
def undo_institution_merge(*, merge, by, now):
    """Put back exactly what moved; what came since stays. Raises MergeRefused: undone, later, changed."""
    kept, merged = _lock(merge.kept_id, merge.merged_id)
    merge = InstitutionMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.undone_at:
        raise MergeRefused("undone")
    if kept.merged_into_id:
        raise MergeRefused("later")
    for name, field in _PLAIN.items():
        _put_back(Institution._meta.get_field(name).related_model, merge.moved[name], **{field: (kept, merged)})
    _return_focal_points(kept, merged, merge.moved["focal_points"])
    InstitutionAlias.objects.filter(pk__in=merge.moved["aliases"], institution=kept).delete()
    if merge.moved["successor"] and kept.successor_id == merge.moved["successor"]:
        Institution.objects.filter(pk=kept.pk).update(successor=None, succeeded_on=None)
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    merge.undone_at = now
    merge.save(update_fields=["undone_at"])
    for row, other in ((kept, merged), (merged, kept)):
        record(by=by, now=now, obj=row, verb="merge_undone", after={"institution": other.key})
    return merge


def _lock(kept, merged):
    """Both institutions, held: first the workshops where seats are counted by institution."""
    about = Q(institution__in=[kept, merged])
    workshops = {*Quota.objects.filter(about).values_list("workshop", flat=True)}
    workshops |= {*Invitation.objects.filter(about).values_list("workshop", flat=True)}
    for workshop in sorted(workshops):
        lock_workshop(workshop)
    rows = lock_institutions([kept, merged])
    return rows[kept], rows[merged]


def _check(kept, merged):
    if kept.merged_into_id or merged.merged_into_id:
        raise MergeRefused("merged")
    follows = dict(Institution.objects.exclude(successor=None).values_list("pk", "successor"))
    joined = {kept.pk if here == merged.pk else here: kept.pk if to == merged.pk else to for here, to in follows.items()}
    if kept.successor_id:
        joined[kept.pk] = kept.pk if kept.successor_id == merged.pk else kept.successor_id
    if leads_back(kept.pk, joined):
        raise MergeRefused("successor")
    both = [*_on_one_workshop(Quota.objects, kept, merged)]
    both += _on_one_workshop(Invitation.objects.filter(withdrawn_at=None), kept, merged)
    if both:
        raise MergeRefused("seats", both)


def _on_one_workshop(rows, kept, merged):
    theirs = {row.workshop_id: row for row in rows.filter(institution=merged)}
    ours = rows.filter(institution=kept, workshop__in=theirs).select_related("workshop").order_by("workshop__code", "pk")
    return [(row, theirs[row.workshop_id]) for row in ours]


def _repoint(rows, **to):
    moved = sorted(rows.values_list("pk", flat=True))
    rows.model.objects.filter(pk__in=moved).update(**to)
    return moved


def _put_back(model, moved, **change):
    [(field, (kept, merged))] = change.items()
    if model.objects.filter(pk__in=moved, **{field: kept}).update(**{field: merged}) != len(moved):
        raise MergeRefused("changed")


def _move_focal_points(kept, merged):
    """{"moved": pks, "stayed": {pk: [the other's pk, its invitations, whether it was in use]}}."""
    there = {(row.office_id, row.email_key): row.pk for row in FocalPoint.objects.filter(institution=kept)}
    moved, stayed = [], {}
    for row in FocalPoint.objects.filter(institution=merged).order_by("pk"):
        twin = there.get((row.office_id, row.email_key))
        if twin is None:
            moved.append(row.pk)
        else:
            stayed[row.pk] = [twin, _repoint(Invitation.objects.filter(focal_point=row), focal_point=twin), row.is_active]
    FocalPoint.objects.filter(pk__in=moved).update(institution=kept)
    FocalPoint.objects.filter(pk__in=stayed).update(is_active=False)
    return {"moved": moved, "stayed": stayed}


def _return_focal_points(kept, merged, was):
    _put_back(FocalPoint, was["moved"], institution=(kept, merged))
    for pk, (twin, invitations, active) in was["stayed"].items():
        _put_back(Invitation, invitations, focal_point=(twin, int(pk)))
        FocalPoint.objects.filter(pk=pk).update(is_active=active)


def _copy_spellings(kept, merged):
    """Aliases of `kept` for every way to write `merged` it is not known by yet; their primary keys."""
    known, made = {folded(text) for text in spellings(kept)}, []
    place = kept.aliases.count()
    for text in spellings(merged):
        key = folded(text)[:300]
        if key and key not in known:
            known.add(key)
            alias = InstitutionAlias.objects.create(institution=kept, alias=text, folded=key, position=place + len(made))
            made.append(alias.pk)
    return made


def _take_successor(kept, merged):
    """The primary key of the successor only `merged` had, now that of `kept`."""
    if kept.successor_id or not merged.successor_id:
        return None
    kept.successor_id, kept.succeeded_on = merged.successor_id, merged.succeeded_on
    kept.save(update_fields=["successor", "succeeded_on"])
    return kept.successor_id
