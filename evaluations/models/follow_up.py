"""The inquiry some months later: what is planned, who was asked, and the totals that came back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluations.models.feedback import random_key
from evaluations.rules.feedback import are_few
from participants.models import Registration
from workshops.models import Workshop


class FollowUpPlan(models.Model):
    """What one workshop does otherwise than the site's setting: another number of months, or no letters at all."""

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="follow_up_plan", verbose_name=_("workshop"))
    is_asked = models.BooleanField(_("participants are asked"), default=True)
    months_after = models.PositiveSmallIntegerField(_("months after"))

    class Meta:
        verbose_name = _("plan of a follow-up")
        verbose_name_plural = _("plans of follow-ups")
        ordering = ["workshop"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(months_after__gte=1, months_after__lte=24), name="followupplan_months_in_range"
            )
        ]

    def __str__(self):
        return str(self.workshop)


class FollowUpQuerySet(models.QuerySet):
    def closed(self):
        """Those that are counted: typed totals, and inquiries that take no more answers."""
        return self.filter(secret="")


class FollowUp(models.Model):
    """Totals of the inquiry some months later: invited ≥ answered ≥ using the skills.

    Typed, or counted from the answers to letters, never both: one row per workshop, of one `source`. `secret` as in
    FeedbackForm: it stands while answers are taken.
    """

    class Source(models.TextChoices):
        TYPED = "typed", _("typed totals")
        ASKED = "asked", _("answers to letters")

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="follow_up", verbose_name=_("workshop"))
    months_after = models.PositiveSmallIntegerField(_("months after"), null=True, blank=True)
    invited = models.PositiveIntegerField(_("invited"))
    answered = models.PositiveIntegerField(_("answered"))
    using_skills = models.PositiveIntegerField(_("using the skills"))
    source = models.CharField(_("source"), max_length=5, choices=Source.choices, default=Source.TYPED)
    closes_on = models.DateField(_("last day for answers"), null=True, blank=True)
    secret = models.CharField(max_length=64, blank=True, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["workshop"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered__lte=models.F("invited"), using_skills__lte=models.F("answered")),
                name="followup_totals_ordered",
            ),
            models.CheckConstraint(
                condition=models.Q(source="typed", secret="", closes_on__isnull=True)
                | models.Q(source="asked", closes_on__isnull=False),
                name="followup_typed_or_asked",
            ),
        ]

    def __str__(self):
        return str(self.workshop)

    @property
    def is_open(self):
        """Whether answers are still taken."""
        return bool(self.secret)

    @property
    def told_using(self):
        """How many use the skills, once that tells nobody's own answer: after the last one, and of five or more; else None."""
        return None if self.is_open or are_few(self.answered) else self.using_skills


class FollowUpInvitation(models.Model):
    """Who was sent the letter, while answers are taken. Whether the person answered is not kept."""

    registration = models.OneToOneField(
        Registration, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("registration")
    )
    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="invitations", verbose_name=_("follow-up"))

    class Meta:
        verbose_name = _("invitation to a follow-up")
        verbose_name_plural = _("invitations to follow-ups")
        ordering = ["registration"]

    def __str__(self):
        return f"{self.pk}"


class FollowUpText(models.Model):
    """An example of use, or an obstacle, in somebody's own words; read by the office alone."""

    class Question(models.TextChoices):
        EXAMPLE = "example", _("An example of use")
        OBSTACLE = "obstacle", _("What stands in the way")

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="texts", verbose_name=_("follow-up"))
    question = models.CharField(_("question"), max_length=8, choices=Question.choices)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("follow-up text")
        verbose_name_plural = _("follow-up texts")
        ordering = ["follow_up", "question", "text", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(question__in=["example", "obstacle"]), name="followuptext_question_known"),
            models.CheckConstraint(condition=~models.Q(text=""), name="followuptext_not_empty"),
        ]

    def __str__(self):
        return self.question
