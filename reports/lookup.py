"""Finding workshops and people by what somebody types, in either script and any spelling the folding knows."""

from participants.queries.registrations import persons
from participants.rules.identity import folded
from workshops.models import Workshop

SHOWN = 20
SHORTEST = 2
LONGEST = 100


def words_of(text):
    """The folded words to look for; none when `text` is too short to mean something."""
    text = (text or "").strip()[:LONGEST]
    return folded(text).split() if len(text) >= SHORTEST else []


def workshops(user, words):
    """The newest workshops `user` may read whose code or title, in any language, holds every word; two queries.

    Titles are folded here, not in the database: the two databases fold accents and Arabic letters differently.
    """
    rows = Workshop.objects.visible_to(user).order_by("-start", "pk")
    named = rows.values_list("pk", "code", "title_en", "title_fr", "title_ar")
    found = [pk for pk, *names in named.iterator() if _holds(names, words)][:SHOWN] if words else []
    return list(rows.filter(pk__in=found).select_related("office"))


def people(user, words):
    """The people of the offices whose registrations `user` may read, by name or address; one query."""
    if not words:
        return []
    return list(persons(user, " ".join(words))[:SHOWN])


def _holds(names, words):
    key = folded(" ".join(name or "" for name in names))
    return all(word in key for word in words)
