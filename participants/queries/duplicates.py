"""Pairs of one office's persons who may be one, and what is seen of two persons side by side."""

from dataclasses import dataclass

from django.db.models import Count

from participants.models import Distinct, Merge, Participant, Registration
from participants.queries.candidates import REASONS, Persons
from participants.rules.merging import in_order

#: reasons that speak for two persons
AGAINST = {"other_name", "other_institution"}


@dataclass(frozen=True)
class Pair:
    """Two primary keys, the smaller first, with the codes of why they may be one person; the heavier the likelier."""

    one: int
    other: int
    reasons: tuple
    weight: int

    @property
    def words(self):
        """[(words, whether they speak against it)]: homonyms of two institutions are shown as such."""
        return [(REASONS[code], code in AGAINST) for code in self.reasons]


def pairs(office):
    """The Pairs of an office's persons, the likeliest first; those told apart are left out. Five queries."""
    apart = set(Distinct.objects.filter(one__office=office).values_list("one", "other"))
    known, found = Persons(office), {}
    for person, own in known.everybody():
        for candidate in known.like(own, apart_from={person}):
            key = in_order(person, candidate.participant)
            if key not in apart and (key not in found or found[key].weight < candidate.weight):
                found[key] = Pair(*key, candidate.reasons, candidate.weight)
    return sorted(found.values(), key=lambda pair: (-pair.weight, pair.one, pair.other))


def reasons_for(one, other):
    """The codes of why two persons of one office may be one; () where nothing but the human says so. Four queries."""
    both, known = {one.pk, other.pk}, Persons(one.office)
    own = [(person, traits) for person, traits in known.everybody() if person in both]
    found = [candidate for person, traits in own for candidate in known.like(traits, apart_from={person})]
    likely = [candidate for candidate in found if candidate.participant in both]
    return max(likely, key=lambda candidate: candidate.weight).reasons if likely else ()


def with_people(found):
    """[(Pair, one, other)] with the Participants and their registrations loaded; three queries."""
    people = side_by_side({pk for pair in found for pk in (pair.one, pair.other)})
    return [(pair, people[pair.one], people[pair.other]) for pair in found]


def side_by_side(pks):
    """{pk: Participant} with `seen`, the registrations, the newest first, and `institutions`, their names then."""
    rows = Participant.objects.filter(pk__in=pks).select_related("office").annotate(workshops=Count("registrations"))
    people = {person.pk: person for person in rows}
    for person in people.values():
        person.seen, person.institutions = [], []
    registrations = Registration.objects.filter(participant__in=people).select_related("workshop", "institution")
    for row in registrations.prefetch_related("institution__names").order_by("-workshop__start", "-pk"):
        person = people[row.participant_id]
        person.seen.append(row)
        if row.institution_label and row.institution_label not in person.institutions:
            person.institutions.append(row.institution_label)
    return people


def told_apart(office):
    """The pairs a human told apart, the newest first."""
    return Distinct.objects.filter(one__office=office).select_related("one", "other", "by").order_by("-at", "-pk")


def merges_of(person):
    """The merges into `person` that stand, the newest first."""
    return Merge.objects.filter(kept=person, undone_at=None).select_related("merged", "by").order_by("-at", "-pk")
