"""Anonymous feedback: one form per workshop, its answers joined to nobody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.models import Workshop


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
