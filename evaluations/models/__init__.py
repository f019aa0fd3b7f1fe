"""What people learned and thought: tests and scores per registration, anonymous feedback, follow-up totals."""

from evaluations.models.assessments import Answer, Assessment, Attempt, Choice, Question
from evaluations.models.disability import DisabilityTotal
from evaluations.models.feedback import FeedbackAnswer, FeedbackForm, FeedbackQuestion, FeedbackText
from evaluations.models.follow_up import FollowUp, FollowUpInvitation, FollowUpPlan, FollowUpText
from evaluations.models.passes import SpentPass
from evaluations.models.scores import Score

__all__ = [
    "Answer",
    "Assessment",
    "Attempt",
    "Choice",
    "DisabilityTotal",
    "FeedbackAnswer",
    "FeedbackForm",
    "FeedbackQuestion",
    "FeedbackText",
    "FollowUp",
    "FollowUpInvitation",
    "FollowUpPlan",
    "FollowUpText",
    "Question",
    "Score",
    "SpentPass",
]
