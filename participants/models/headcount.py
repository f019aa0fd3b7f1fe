"""Persons counted by head, in a workshop nobody kept a list of names for: numbers that cannot be verified by name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models.institution import Institution
from participants.models.registration import Registration
from workshops.models import Workshop


class HeadCount(models.Model):
    """How many persons of one sex came from one institution; both may be not stated. Reports keep these numbers apart."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="head_counts", verbose_name=_("workshop"))
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="head_counts", verbose_name=_("institution")
    )
    sex = models.CharField(_("sex"), max_length=1, choices=Registration.Sex.choices, blank=True)
    persons = models.PositiveIntegerField(_("persons"))

    class Meta:
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")
        ordering = ["workshop", "institution", "sex"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "institution", "sex"], name="headcount_once"),
            models.UniqueConstraint(
                fields=["workshop", "sex"], condition=models.Q(institution=None), name="headcount_once_without_institution"
            ),
            models.CheckConstraint(condition=models.Q(persons__gte=1, persons__lte=100_000), name="headcount_in_range"),
            models.CheckConstraint(condition=models.Q(sex__in=["F", "M", "X", ""]), name="headcount_sex_known"),
        ]

    def __str__(self):
        return f"{self.workshop_id}/{self.institution_id}: {self.persons}"
