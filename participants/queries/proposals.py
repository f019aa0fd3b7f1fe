"""Institutions people wrote that are not in the list: whoever proved the registration, grouped by what was meant."""

from collections import Counter
from dataclasses import dataclass, field

from participants.models import Registration, Settlement
from participants.queries.institutions import search
from participants.rules.identity import arabic_key, folded, is_latin_name

#: how many settlements may be taken back from the page
RECENT = 20


@dataclass
class Proposal:
    """One text under all its spellings; `workshops` is {code: registrations}."""

    key: str
    spellings: Counter = field(default_factory=Counter)
    workshops: Counter = field(default_factory=Counter)

    @property
    def text(self):
        """The commonest spelling; of equals the first by alphabet."""
        return min(self.spellings, key=lambda text: (-self.spellings[text], text))

    @property
    def others(self):
        """The other spellings."""
        return sorted(set(self.spellings) - {self.text})

    @property
    def by_workshop(self):
        """[(code, registrations)], by code."""
        return sorted(self.workshops.items())

    @property
    def is_arabic(self):
        return bool(arabic_key(self.text)) and not is_latin_name(self.text)

    @property
    def people(self):
        return sum(self.spellings.values())


def open_proposals(user, q=""):
    """The Proposals of the workshops whose registrations `user` may edit, the most frequent first; one query."""
    found = {}
    for text, code in _waiting(user).values_list("institution_proposal", "workshop__code").order_by("pk"):
        key = _key(text)
        proposal = found.setdefault(key, Proposal(key))
        proposal.spellings[text] += 1
        proposal.workshops[code] += 1
    words = folded(q).split()
    fits = [each for each in found.values() if all(word in each.key for word in words)]
    return sorted(fits, key=lambda each: (-each.people, each.key))


def means(proposal, text):
    """Whether `text` is one of the spellings of `proposal`, however it is accented."""
    return bool(text) and proposal.key == _key(text)


def proposals_of(user):
    """The registrations that wait for an institution, in what `user` may edit: what `written_as` chooses from."""
    return _waiting(user)


def written_as(registrations, text):
    """Those of `registrations` whose text means the same as `text`, with workshop and office loaded."""
    wanted = _key(text)
    waiting = registrations.filter(institution=None).exclude(institution_proposal="")
    rows = waiting.select_related("workshop__office", "institution").order_by("workshop", "pk")
    return [row for row in rows if _key(row.institution_proposal) == wanted]


def likely(text):
    """A few institutions the text may mean: those that share its words, the best first."""
    found = search(text, limit=5)
    words = sorted((word for word in folded(text).split() if len(word) > 3), key=len, reverse=True)
    for word in words[:3]:
        found += [each for each in search(word, limit=5) if each not in found]
    return found[:5]


def settlements(user):
    """What was settled last and `user` may take back: all its registrations lie in workshops the user edits. Three queries."""
    rows = Settlement.objects.filter(undone_at=None).select_related("by", "institution").order_by("-at", "-pk")
    rows = list(rows.prefetch_related("institution__names")[:RECENT])
    named = {int(pk) for row in rows for pk in row.registrations}
    editable = Registration.objects.visible_to(user, "registrations.edit").filter(pk__in=named)
    known = set(editable.values_list("pk", flat=True))
    return [row for row in rows if {int(pk) for pk in row.registrations} <= known]


def _waiting(user):
    rows = Registration.objects.visible_to(user, "registrations.edit").proved()
    return rows.filter(institution=None).exclude(institution_proposal="")


def _key(text):
    """What the text means when folded; signs that fold to nothing mean themselves."""
    return folded(text) or text.strip()
