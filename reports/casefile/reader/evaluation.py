"""Scores, feedback and follow-up of a case. Answers are stored sorted per question: nothing links them to a form."""

from evaluations.models import FeedbackAnswer, FeedbackForm, FollowUp, Score
from evaluations.models.feedback import in_order

BATCH = 2000


def create(data, registrations, workshop):
    """Everything the file says of tests, feedback and follow-up."""
    Score.objects.bulk_create(
        (
            Score(registration=registrations[person["id"]], test=test, points=person[f"{test}_test"])
            for person in data.get("participants") or []
            for test in Score.Test.values
            if person.get(f"{test}_test") is not None
        ),
        batch_size=BATCH,
    )
    if data.get("feedback"):
        _feedback(data["feedback"], workshop)
    if data.get("follow_up"):
        _follow_up(data["follow_up"], workshop)


def _feedback(said, workshop):
    low, high = said.get("scale") or (1, 5)
    form = FeedbackForm.objects.create(workshop=workshop, scale_min=int(low), scale_max=int(high), forms=int(said["forms"]))
    answers = [(question, int(answer)) for question, given in said["questions"].items() for answer in given if answer is not None]
    rows = in_order(FeedbackAnswer, ("question", "answer"), answers, form=form)
    FeedbackAnswer.objects.bulk_create(rows, batch_size=BATCH)


def _follow_up(said, workshop):
    months = said.get("months_after")
    FollowUp.objects.create(
        workshop=workshop,
        months_after=None if months is None else int(months),
        invited=int(said["invited"]),
        answered=int(said["answered"]),
        using_skills=int(said["using_skills"]),
    )
