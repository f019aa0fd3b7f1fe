"""One-time passes that were used: what stops a link from answering twice, while a box is open."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.models import Workshop


class SpentPass(models.Model):
    """The digest of a used pass. No person, no time and no answer stands beside it; the rows go when the box is closed."""

    class Purpose(models.TextChoices):
        FEEDBACK = "feedback", _("feedback")
        FOLLOW_UP = "follow_up", _("follow-up")

    digest = models.CharField(max_length=64, primary_key=True)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="spent_passes", verbose_name=_("workshop"))
    purpose = models.CharField(max_length=9, choices=Purpose.choices)

    class Meta:
        verbose_name = _("spent pass")
        verbose_name_plural = _("spent passes")
        ordering = ["digest"]
        constraints = [
            models.CheckConstraint(condition=models.Q(purpose__in=["feedback", "follow_up"]), name="spentpass_purpose_known")
        ]

    def __str__(self):
        return self.purpose
