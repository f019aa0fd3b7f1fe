"""Finding an institution by what people type: names in three languages, acronym, aliases, in either script."""

import re

from participants.models import Institution
from participants.rules.identity import folded

#: how many suggestions a field shows
SUGGESTED = 20
#: what stands between two names of one institution
_PARTS = re.compile(r"\s*[/()،;]\s*|\s+[-–—]\s+")


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


def _all():
    return Institution.objects.prefetch_related("names", "aliases").order_by("key")


def _keys(institution):
    texts = [institution.acronym, *(alias.alias for alias in institution.aliases.all())]
    for name in institution.names.all():
        texts += [name.name_en, name.name_fr, name.name_ar]
    return [key for key in map(folded, texts) if key]


def _fits(key, words):
    return all(word in key for word in words)


def _rank(institution, words):
    start = " ".join(words)
    return 0 if any(key.startswith(start) for key in _keys(institution)) else 1


def matcher():
    """A function like `match` for any number of texts; three queries in all. Merged rows lead to the one kept.

    "DGSN / Sûreté Nationale" is known when each part that is known says the same.
    """
    known = {}
    for each in _all():
        for key in _keys(each):
            known.setdefault(key, set()).add(each.merged_into_id or each.pk)

    def matched(text):
        found = known.get(folded(text)) or set().union(*(known.get(folded(part), ()) for part in _PARTS.split(text)))
        return next(iter(found)) if len(found) == 1 else None

    return matched
