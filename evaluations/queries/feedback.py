"""Feedback of one workshop, one query each."""

from django.db.models import Count, Sum

from evaluations.models import FeedbackAnswer
from evaluations.rules.feedback import mean_of_answers


def feedback(workshop):
    """Per question of `workshop`: `question`, `n` answers and their `mean` (None under five); one query."""
    answers = FeedbackAnswer.objects.filter(form__workshop=workshop)
    rows = answers.values("question").annotate(n=Count("id"), total=Sum("answer")).order_by("question")
    return [{"question": row["question"], "n": row["n"], "mean": mean_of_answers(row["total"], row["n"])} for row in rows]
