"""What people learned and thought: test scores per registration, anonymous feedback, follow-up totals."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Registration
from workshops.models import Workshop


class Score(models.Model):
    """Points of one registration in the pre-test or the post-test, 0 to the workshop's `test_max_score`."""

    class Test(models.TextChoices):
        PRE = "pre", _("pre-test")
        POST = "post", _("post-test")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="scores", verbose_name=_("registration"))
    test = models.CharField(_("test"), max_length=4, choices=Test.choices)
    points = models.DecimalField(_("points"), max_digits=9, decimal_places=3)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["registration", "test"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "test"], name="score_once"),
            models.CheckConstraint(condition=models.Q(points__gte=0), name="score_positive"),
            models.CheckConstraint(condition=models.Q(test__in=["pre", "post"]), name="score_test_known"),
        ]

    def __str__(self):
        return f"{self.test}: {self.points}"


class FeedbackForm(models.Model):
    """The feedback of one workshop: its scale and how many forms came back."""

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="feedback", verbose_name=_("workshop"))
    scale_min = models.SmallIntegerField(_("lowest answer"), default=1)
    scale_max = models.SmallIntegerField(_("highest answer"), default=5)
    forms = models.PositiveIntegerField(_("forms returned"), default=0)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["workshop"]
        constraints = [
            models.CheckConstraint(condition=models.Q(scale_max__gt=models.F("scale_min")), name="feedbackform_scale_ordered")
        ]

    def __str__(self):
        return str(self.workshop)


class FeedbackAnswer(models.Model):
    """One answer to one question. Nothing links it to a person, nor to another answer of the same form."""

    form = models.ForeignKey(FeedbackForm, models.CASCADE, related_name="answers", verbose_name=_("feedback"))
    question = models.CharField(_("question"), max_length=120)
    answer = models.SmallIntegerField(_("answer"))

    class Meta:
        verbose_name = _("feedback answer")
        verbose_name_plural = _("feedback answers")
        ordering = ["form", "question", "answer"]
        indexes = [models.Index(fields=["form", "question"], name="feedbackanswer_by_question")]

    def __str__(self):
        return f"{self.question}: {self.answer}"


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
