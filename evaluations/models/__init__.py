"""What people learned and thought: tests and scores per registration, anonymous feedback, follow-up totals."""

from evaluations.models.assessments import Answer, Assessment, Attempt, Choice, Question
from evaluations.models.feedback import FeedbackAnswer, FeedbackForm
from evaluations.models.follow_up import FollowUp
from evaluations.models.scores import Score

__all__ = [
    "Answer",
    "Assessment",
    "Attempt",
    "Choice",
    "FeedbackAnswer",
    "FeedbackForm",
    "FollowUp",
    "Question",
    "Score",
]
