"""Finding an institution by what people type: names in three languages, acronym, aliases, in either script."""

import re

from django.db.models import Count, Q

from participants.models import FocalPoint, Institution, Registration
from participants.rules.identity import folded
from workshops.models import Workshop

#: how many suggestions a field shows
SUGGESTED = 20
#: what stands between two names of one institution
_PARTS = re.compile(r"\s*[/()،;]\s*|\s+[-–—]\s+")
#: how the list may be sorted; a leading "-" turns it round
ORDERS = ["name", "acronym", "type", "people"]


def search(text, limit=SUGGESTED):
    """The institutions whose names contain every word of `text`, those that begin with it first. Three queries."""
    words = folded(text).split()
    found = [(_rank(each, words), each) for each in _all() if any(_fits(key, words) for key in _keys(each))]
    return [each for _rank_, each in sorted(found, key=lambda pair: (pair[0], str(pair[1]), pair[1].pk))][:limit]


def match(text):
    """The one institution known exactly by `text` under some spelling, or None (none, or several)."""
    wanted = folded(text)
    found = [each for each in _all() if wanted in _keys(each)] if wanted else []
    return found[0] if len(found) == 1 else None


def by_pk(text):
    """The institution a form's hidden field names, or the one it was merged into; None for none."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    found = Institution.objects.select_related("merged_into").filter(pk=int(text)).first()
    return found and (found.merged_into or found)


def directory(user, *, q="", type="", sort="name"):
    """The institutions that fit, as a sorted list; each with `people`, its registrations `user` may read. Three queries.

    Folded and sorted here: the two databases fold accents and Arabic letters differently, and names are dated.
    """
    words = folded(q).split()
    rows = _all().annotate(people=Count("registrations", filter=_readable(user)))
    rows = rows.filter(type=type) if type else rows
    if q.strip():
        rows = [each for each in rows if words and any(_fits(key, words) for key in _keys(each))]
    return sorted(rows, key=_SORTS.get(sort.removeprefix("-"), _SORTS["name"]), reverse=sort.startswith("-"))


def types():
    """The types in use, in order."""
    rows = Institution.objects.current().exclude(type="").order_by("type")
    return list(rows.values_list("type", flat=True).distinct())


def attendance_numbers(institution, user):
    """Workshops with {registered, confirmed} of one institution, the newest first; those `user` may read."""
    own = Q(registrations__institution=institution)
    proved = Registration.objects.filter(institution=institution).proved().values("pk")
    rows = Workshop.objects.visible_to(user, "registrations.read").filter(registrations__in=proved)
    return rows.annotate(
        registered=Count("registrations", filter=own & Q(registrations__in=proved), distinct=True),
        confirmed=Count("registrations", filter=own & Q(registrations__status="confirmed"), distinct=True),
    ).order_by("-start", "pk")


def focal_points(institution, user):
    """The focal points in use that `user` may read."""
    return FocalPoint.objects.visible_to(user).filter(institution=institution, is_active=True)


def spellings(institution):
    """Every text the institution is known by: acronym, aliases, names in three languages."""
    texts = [institution.acronym, *(alias.alias for alias in institution.aliases.all())]
    for name in institution.names.all():
        texts += [name.name_en, name.name_fr, name.name_ar]
    return [text for text in texts if text]


def lock_institutions(pks):
    """{pk: Institution} of `pks`, held until the transaction ends; always in one order."""
    rows = Institution.objects.select_for_update(of=("self",)).filter(pk__in=pks)
    return {row.pk: row for row in rows.order_by("pk")}


def _readable(user):
    return Q(registrations__workshop__in=Workshop.objects.visible_to(user, "registrations.read").values("pk"))


def _all():
    return Institution.objects.current().prefetch_related("names", "aliases").order_by("key")


def _keys(institution):
    return [key for key in map(folded, spellings(institution)) if key]


def _fits(key, words):
    return all(word in key or _bare(word) in key for word in words)


def _bare(word):
    """An Arabic word without its article: "al-amn" is found in "lil-amn", where the article loses its alif."""
    return word[2:] if word.startswith("\u0627\u0644") and len(word) > 4 else word


def _rank(institution, words):
    start = " ".join(words)
    return 0 if any(key.startswith(start) for key in _keys(institution)) else 1


def matcher():
    """A function like `match` for any number of texts, with primary keys for answers; three queries in all.

    "DGSN / Sûreté Nationale" is known when each part that is known says the same.
    """
    known = {}
    for each in _all():
        for key in _keys(each):
            known.setdefault(key, set()).add(each.pk)

    def matched(text):
        found = known.get(folded(text)) or set().union(*(known.get(folded(part), ()) for part in _PARTS.split(text)))
        return next(iter(found)) if len(found) == 1 else None

    return matched


_SORTS = {
    "name": lambda each: (folded(str(each)), each.pk),
    "acronym": lambda each: (not each.acronym, folded(each.acronym), folded(str(each)), each.pk),
    "type": lambda each: (each.type, folded(str(each)), each.pk),
    "people": lambda each: (each.people, folded(str(each)), each.pk),
}
