"""The answer to the Washington Group Short Set, kept apart: read for aggregates only, shown for no person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models.registration import Registration


class DisabilityAnswer(models.Model):
    """The worst of the six domains, 1 (no difficulty) to 4 (cannot do at all); no row: declined or not answered."""

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="+", primary_key=True)
    worst_domain = models.PositiveSmallIntegerField(_("worst domain"))

    class Meta:
        verbose_name = _("disability answer")
        verbose_name_plural = _("disability answers")
        constraints = [
            models.CheckConstraint(condition=models.Q(worst_domain__gte=1, worst_domain__lte=4), name="disabilityanswer_in_range")
        ]

    def __str__(self):
        return f"{self.pk}"
