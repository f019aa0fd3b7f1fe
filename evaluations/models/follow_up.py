"""The inquiry some months later, as totals."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.models import Workshop


class FollowUp(models.Model):
    """Totals of the inquiry some months later: invited ≥ answered ≥ using the skills."""

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="follow_up", verbose_name=_("workshop"))
    months_after = models.PositiveSmallIntegerField(_("months after"), null=True, blank=True)
    invited = models.PositiveIntegerField(_("invited"))
    answered = models.PositiveIntegerField(_("answered"))
    using_skills = models.PositiveIntegerField(_("using the skills"))

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["workshop"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered__lte=models.F("invited"), using_skills__lte=models.F("answered")),
                name="followup_totals_ordered",
            )
        ]

    def __str__(self):
        return str(self.workshop)
