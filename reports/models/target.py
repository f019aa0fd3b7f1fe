"""What a project promised its donors, figure by figure."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.models import Project


class Target(models.Model):
    """A target of one project. `indicator` is a path of `reports.rules.targets.AIMED_AT`; shares are parts of 1."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="targets", verbose_name=_("project"))
    indicator = models.CharField(_("figure"), max_length=80)
    baseline = models.DecimalField(_("baseline"), max_digits=15, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(_("target"), max_digits=15, decimal_places=4)
    reason = models.CharField(_("reason of the difference"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["project", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "indicator"], name="target_once"),
            models.CheckConstraint(condition=models.Q(value__gt=0), name="target_positive"),
            models.CheckConstraint(
                condition=models.Q(baseline__isnull=True) | models.Q(baseline__gte=0), name="target_baseline_positive"
            ),
        ]

    def __str__(self):
        return f"{self.project.code}: {self.indicator}"
