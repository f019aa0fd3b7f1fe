"""What is left of the disability answers of a workshop once they are erased: totals, so that its reports keep their figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.models import Workshop


class DisabilityTotal(models.Model):
    """Of the persons who attended one workshop: how many there were, answered, and answered with a disability."""

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="disability_total", verbose_name=_("workshop"))
    attended = models.PositiveIntegerField(_("attended"))
    answered = models.PositiveIntegerField(_("answered"))
    with_disability = models.PositiveIntegerField(_("with a disability"))

    class Meta:
        verbose_name = _("total of disability answers")
        verbose_name_plural = _("totals of disability answers")
        ordering = ["workshop"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered__lte=models.F("attended"), with_disability__lte=models.F("answered")),
                name="disabilitytotal_ordered",
            )
        ]

    def __str__(self):
        return str(self.workshop)
