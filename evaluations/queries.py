"""Facts of evaluations: scores, feedback and follow-up of one workshop, one query each."""

from collections import defaultdict

from django.db.models import Count, Sum

from evaluations.models import FeedbackAnswer, FollowUp, Score
from evaluations.rules import mean_of_answers


def scores(workshop):
    """{registration id: {"pre": points, "post": points}} of the confirmed registrations of `workshop`; one query."""
    rows = Score.objects.filter(registration__in=workshop.registrations.confirmed()).order_by("registration", "test")
    found = defaultdict(dict)
    for registration, test, points in rows.values_list("registration_id", "test", "points"):
        found[registration][test] = points
    return found


def feedback(workshop):
    """Per question of `workshop`: `question`, `n` answers and their `mean` (None under five); one query."""
    answers = FeedbackAnswer.objects.filter(form__workshop=workshop)
    rows = answers.values("question").annotate(n=Count("id"), total=Sum("answer")).order_by("question")
    return [{"question": row["question"], "n": row["n"], "mean": mean_of_answers(row["total"], row["n"])} for row in rows]


def follow_up(workshop):
    """The FollowUp of `workshop`, or None."""
    return FollowUp.objects.filter(workshop=workshop).first()
