"""Feedback and follow-up of a workshop as a case file writes them."""

from evaluations.models import FeedbackForm, FollowUp
from reports.casefile.writer.full import full


def feedback(workshop):
    """The forms and each question's answers, sorted: their order must tell nothing about who gave them."""
    # an open box is not counted yet
    form = FeedbackForm.objects.closed().filter(workshop=workshop).first()
    if form is None:
        return None
    questions = {}
    for question, answer in form.answers.order_by("question", "answer").values_list("question", "answer"):
        questions.setdefault(question, []).append(answer)
    return {"scale": [form.scale_min, form.scale_max], "forms": form.forms, "questions": questions}


def follow_up(workshop):
    totals = FollowUp.objects.closed().filter(workshop=workshop).first()
    if totals is None:
        return None
    return full(
        months_after=totals.months_after,
        invited=totals.invited,
        answered=totals.answered,
        using_skills=totals.using_skills,
    )
