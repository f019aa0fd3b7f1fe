"""The follow-up of one workshop."""

from evaluations.models import FollowUp


def follow_up(workshop):
    """The FollowUp of `workshop`, or None."""
    return FollowUp.objects.filter(workshop=workshop).first()
