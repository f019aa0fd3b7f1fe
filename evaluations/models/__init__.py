"""What people learned and thought: test scores per registration, anonymous feedback, follow-up totals."""

from evaluations.models.feedback import FeedbackAnswer, FeedbackForm
from evaluations.models.follow_up import FollowUp
from evaluations.models.scores import Score

__all__ = ["FeedbackAnswer", "FeedbackForm", "FollowUp", "Score"]
