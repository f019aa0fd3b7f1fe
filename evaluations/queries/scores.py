"""Scores of one workshop, one query each."""

from collections import defaultdict

from evaluations.models import Score


def scores(workshop):
    """{registration id: {"pre": points, "post": points}} of the confirmed registrations of `workshop`; one query."""
    rows = Score.objects.filter(registration__in=workshop.registrations.confirmed()).order_by("registration", "test")
    found = defaultdict(dict)
    for registration, test, points in rows.values_list("registration_id", "test", "points"):
        found[registration][test] = points
    return found
