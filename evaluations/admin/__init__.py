"""Evaluations in the admin: to be searched and read. Scores are the office's own; an answer belongs to nobody."""

from evaluations.admin.assessments import AssessmentAdmin, AttemptAdmin, QuestionAdmin
from evaluations.admin.feedback import FeedbackAnswerAdmin, FeedbackFormAdmin
from evaluations.admin.follow_up import FollowUpAdmin
from evaluations.admin.scores import ScoreAdmin

__all__ = [
    "AssessmentAdmin",
    "AttemptAdmin",
    "FeedbackAnswerAdmin",
    "FeedbackFormAdmin",
    "FollowUpAdmin",
    "QuestionAdmin",
    "ScoreAdmin",
]
