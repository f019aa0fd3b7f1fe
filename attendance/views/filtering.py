"""Whom the grid shows: the filter by institution and name, kept in the address."""

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from attendance import queries

#: the choice of those whose institution is not in the list
UNLISTED = 0


class Filter:
    """The filter that `data` (a GET) asks for, over `people` of queries.people; what makes no sense does not narrow.

    `shown`: the ids of those it leaves. `query`: itself for the end of an address, empty when it does not narrow.
    """

    def __init__(self, data, people, workshop):
        self.institutions = _institutions(people, workshop)
        wanted = number(data.get("institution"))
        self.institution = wanted if wanted in dict(self.institutions) else None
        self.text = data.get("q", "").replace("\x00", "")[:200].strip()
        self.shown = {person.pk for person in queries.narrowed(people, institution=self.institution, text=self.text)}
        asked = {"institution": self.institution, "q": self.text or None}
        asked = {name: value for name, value in asked.items() if value is not None}
        self.query = f"&{urlencode(asked)}" if asked else ""

    @classmethod
    def of(cls, data, workshop):
        return cls(data, queries.people(workshop), workshop)


def number(text):
    """The id that `text` writes, or None."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def _institutions(people, workshop):
    """[(id, name)] of those people come from, by name; at the end what is not in the list."""
    known = {person.institution_id: person.institution for person in people if person.institution_id}
    named = sorted(((pk, institution.label(workshop.start)) for pk, institution in known.items()), key=lambda pair: pair[::-1])
    return [*named, (UNLISTED, _("Not in the list"))] if any(not person.institution_id for person in people) else named
