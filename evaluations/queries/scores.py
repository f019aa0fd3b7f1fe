"""Scores of one workshop, one query each."""

from collections import defaultdict

from evaluations.models import Score
from evaluations.rules.sheets import Listed


def scores(workshop):
    """{registration id: {"pre": points, "post": points}} of the confirmed registrations of `workshop`; one query."""
    rows = Score.objects.filter(registration__in=workshop.registrations.confirmed()).order_by("registration", "test")
    found = defaultdict(dict)
    for registration, test, points in rows.values_list("registration_id", "test", "points"):
        found[registration][test] = points
    return found


def listed(workshop):
    """The confirmed people of `workshop` as rules.sheets knows them: names, what is stored, what was taken on a screen."""
    rows = Score.objects.filter(registration__in=workshop.registrations.confirmed()).order_by("registration", "test")
    stored, taken = defaultdict(dict), defaultdict(set)
    for row in rows:
        stored[row.registration_id][row.test] = row.points
        if row.source == Score.Source.TAKEN:
            taken[row.registration_id].add(row.test)
    people = workshop.registrations.confirmed().order_by("position", "pk")
    return [
        Listed(
            pk=person.pk,
            key=person.key,
            latin=(person.given_name, person.family_name),
            arabic=person.arabic_name,
            scores=stored.get(person.pk, {}),
            taken=frozenset(taken.get(person.pk, ())),
        )
        for person in people
    ]


def taken(workshop):
    """{(registration id, test)} of the scores of confirmed people that were taken on a screen; one query."""
    rows = Score.objects.filter(registration__in=workshop.registrations.confirmed(), source=Score.Source.TAKEN)
    return set(rows.values_list("registration_id", "test"))
