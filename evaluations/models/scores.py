"""Points of each registration in the two tests."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Registration


class Score(models.Model):
    """Points of one registration in the pre-test or the post-test, 0 to the workshop's `test_max_score`.

    `source` says where the points in force come from: one taken on a screen and corrected by hand is typed from then on.
    """

    class Test(models.TextChoices):
        PRE = "pre", _("pre-test")
        POST = "post", _("post-test")

    class Source(models.TextChoices):
        TYPED = "typed", _("typed")
        SHEET = "sheet", _("from a sheet")
        TAKEN = "taken", _("taken on a screen")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="scores", verbose_name=_("registration"))
    test = models.CharField(_("test"), max_length=4, choices=Test.choices)
    points = models.DecimalField(_("points"), max_digits=9, decimal_places=3)
    source = models.CharField(_("source"), max_length=5, choices=Source.choices, default=Source.TYPED)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["registration", "test"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "test"], name="score_once"),
            models.CheckConstraint(condition=models.Q(points__gte=0), name="score_positive"),
            models.CheckConstraint(condition=models.Q(test__in=["pre", "post"]), name="score_test_known"),
            models.CheckConstraint(condition=models.Q(source__in=["typed", "sheet", "taken"]), name="score_source_known"),
        ]

    def __str__(self):
        return f"{self.test}: {self.points}"
