"""Keeping the list of institutions: names and the days they began, aliases, who took over from whom."""

from django.db import transaction
from django.utils.text import slugify

from accounts.history import record
from participants.models import Institution, InstitutionAlias, InstitutionName
from participants.queries.institutions import lock_institutions, spellings
from participants.rules.identity import folded
from participants.rules.merging import leads_back

LANGUAGES = ["name_en", "name_fr", "name_ar"]


class InstitutionRefused(Exception):
    """`code`: merged (it leads to another now), known (it has this alias already), taken (another has it), unreadable (no
    letter or digit in it), day_taken (another name begins that day), same, circle (succession would come back to it)."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def add_institution(*, names, type, by, now, acronym="", arabic_name_checked=True, reason=""):
    """Enter an institution under `names` ({name_en: …}), valid since ever. Returns it."""
    made = Institution.objects.create(
        key=free_key(acronym, names), type=type, acronym=acronym, arabic_name_checked=arabic_name_checked
    )
    InstitutionName.objects.create(institution=made, **names)
    record(by=by, now=now, obj=made, verb="created", reason=reason, after=names | {"type": type, "acronym": acronym})
    return made


@transaction.atomic
def change_institution(*, institution, type, acronym, by, now):
    """Write type and acronym. Raises InstitutionRefused: merged."""
    row = _hold(institution)
    said = {"type": type, "acronym": acronym}
    before = {name: getattr(row, name) for name in said if getattr(row, name) != said[name]}
    for name in before:
        setattr(row, name, said[name])
    if before:
        row.save(update_fields=list(before))
        record(by=by, now=now, obj=row, verb="changed", before=before, after={name: said[name] for name in before})
    return row


@transaction.atomic
def save_name(*, institution, names, valid_from, by, now, name=None):
    """Add a name in three languages valid from a day on (None: since ever), or correct `name`. Returns it.

    Raises InstitutionRefused: merged, day_taken.
    """
    row = _hold(institution)
    others = row.names.filter(valid_from=valid_from)
    if others.exclude(pk=name and name.pk).exists():
        raise InstitutionRefused("day_taken")
    said = names | {"valid_from": valid_from}
    kept = name or InstitutionName(institution=row)
    before = {field: getattr(kept, field) for field in said} if name else {}
    for field, value in said.items():
        setattr(kept, field, value)
    kept.from_is_latest_bound = kept.from_is_latest_bound and before.get("valid_from") == valid_from
    kept.save()
    record(by=by, now=now, obj=row, verb="name_changed" if name else "name_added", before=before, after=said)
    return kept


@transaction.atomic
def check_arabic_name(*, institution, by, now):
    """Note that somebody who may say so found the Arabic name right. Said twice, it is noted once."""
    row = _hold(institution)
    if not row.arabic_name_checked:
        row.arabic_name_checked = True
        row.save(update_fields=["arabic_name_checked"])
        record(by=by, now=now, obj=row, verb="arabic_name_checked")
    return row


@transaction.atomic
def add_alias(*, institution, text, by, now):
    """Keep another way people write it. Raises InstitutionRefused: merged, unreadable, known, taken. Returns the alias."""
    row, key = _hold(institution), folded(text)[:300]
    if not key:
        raise InstitutionRefused("unreadable")
    if key in {folded(each) for each in spellings(row)}:
        raise InstitutionRefused("known")
    others = Institution.objects.current().exclude(pk=row.pk).prefetch_related("names", "aliases")
    if any(key == folded(each) for other in others for each in spellings(other)):
        raise InstitutionRefused("taken")
    made = InstitutionAlias.objects.create(institution=row, alias=text, folded=key, position=row.aliases.count())
    record(by=by, now=now, obj=row, verb="alias_added", after={"alias": text})
    return made


@transaction.atomic
def remove_alias(*, alias, by, now):
    """It is no longer found by this text."""
    record(by=by, now=now, obj=alias.institution, verb="alias_removed", before={"alias": alias.alias})
    alias.delete()


@transaction.atomic
def set_successor(*, institution, successor, on, by, now):
    """Say who took over its work on the day `on`; `successor` None: nobody. Both remain in the list.

    Raises InstitutionRefused: merged, same, circle.
    """
    rows = lock_institutions([institution.pk, *([successor.pk] if successor else [])])
    row = rows[institution.pk]
    if any(each.merged_into_id for each in rows.values()):
        raise InstitutionRefused("merged")
    if successor and successor.pk == row.pk:
        raise InstitutionRefused("same")
    follows = dict(Institution.objects.exclude(successor=None).values_list("pk", "successor"))
    if successor and leads_back(row.pk, follows | {row.pk: successor.pk}):
        raise InstitutionRefused("circle")
    before = {"successor": row.successor and row.successor.key, "succeeded_on": row.succeeded_on}
    row.successor, row.succeeded_on = successor, on if successor else None
    row.save(update_fields=["successor", "succeeded_on"])
    after = {"successor": successor and successor.key, "succeeded_on": row.succeeded_on}
    record(by=by, now=now, obj=row, verb="successor_set", before=before, after=after)
    return row


def free_key(acronym, names):
    """An identifier nobody has: the acronym, or the first name in Latin letters, with a number where it is taken."""
    text = acronym or names.get("name_en") or names.get("name_fr") or ""
    stem = (slugify(text).upper() if acronym else slugify(text))[:50] or "institution"
    taken = set(Institution.objects.filter(key__istartswith=stem).values_list("key", flat=True))
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def _hold(institution):
    row = lock_institutions([institution.pk])[institution.pk]
    if row.merged_into_id:
        raise InstitutionRefused("merged")
    return row
