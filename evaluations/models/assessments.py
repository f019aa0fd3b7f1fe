"""The paper of a workshop, set twice: its questions, the two assessments, and who took which with what answers."""

import secrets

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from evaluations.models.scores import Score
from participants.models import Registration
from workshops.models import Workshop


def new_token():
    """What the address of a code on the wall ends in; it names a test, never a person."""
    return secrets.token_urlsafe(9)


def in_language(row, language=None):
    """(text, its language) of a `row` with text_en, text_fr, text_ar: in `language`, else in the first that has one."""
    wanted = (language or get_language() or "en").split("-")[0]
    texts = {code: getattr(row, f"text_{code}") for code in (wanted, *Language.values)}
    return next(((text, code) for code, text in texts.items() if text), ("", wanted))


class Question(models.Model):
    """One question of a workshop's paper, the same before and after. Points are given whole or not at all.

    A number is right within `tolerance` of `number`; every other kind has choices, of which those marked right, and no
    other, are the answer. True or false has two choices without a text, the first of them "true".
    """

    class Kind(models.TextChoices):
        SINGLE = "single", _("one right answer")
        MULTIPLE = "multiple", _("several right answers")
        TRUE_FALSE = "true_false", _("true or false")
        NUMBER = "number", _("a number")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="questions", verbose_name=_("workshop"))
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2)
    text_en = models.CharField(_("question in English"), max_length=600, blank=True)
    text_fr = models.CharField(_("question in French"), max_length=600, blank=True)
    text_ar = models.CharField(_("question in Arabic"), max_length=600, blank=True)
    number = models.DecimalField(_("right number"), max_digits=12, decimal_places=3, null=True, blank=True)
    tolerance = models.DecimalField(_("tolerance"), max_digits=12, decimal_places=3, default=0)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["workshop", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(points__gt=0), name="question_points_positive"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["single", "multiple", "true_false"], number=None)
                | models.Q(kind="number", number__isnull=False),
                name="question_number_where_asked",
            ),
            models.CheckConstraint(condition=models.Q(tolerance__gte=0), name="question_tolerance_positive"),
            models.CheckConstraint(condition=~models.Q(text_en="", text_fr="", text_ar=""), name="question_has_a_text"),
        ]

    def __str__(self):
        return in_language(self)[0]


class Choice(models.Model):
    """One of the answers a question offers."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="choices", verbose_name=_("question"))
    position = models.PositiveSmallIntegerField(_("position"))
    text_en = models.CharField(_("answer in English"), max_length=300, blank=True)
    text_fr = models.CharField(_("answer in French"), max_length=300, blank=True)
    text_ar = models.CharField(_("answer in Arabic"), max_length=300, blank=True)
    is_right = models.BooleanField(_("right"), default=False)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["question", "position"]
        constraints = [models.UniqueConstraint(fields=["question", "position"], name="choice_place_once")]

    def __str__(self):
        return in_language(self)[0] or (_now("True") if self.position == 1 else _now("False"))


class Assessment(models.Model):
    """The paper set before or after: open from `opened_at` to `closed_at`, and again when opened again."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="assessments", verbose_name=_("workshop"))
    test = models.CharField(_("test"), max_length=4, choices=Score.Test.choices)
    token = models.CharField(_("code on the wall"), max_length=20, unique=True, default=new_token, editable=False)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["workshop", "-test"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "test"], name="assessment_once"),
            models.CheckConstraint(condition=models.Q(test__in=["pre", "post"]), name="assessment_test_known"),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(opened_at__isnull=False, closed_at__gte=models.F("opened_at")),
                name="assessment_closed_after_opened",
            ),
        ]

    def __str__(self):
        return f"{self.workshop} · {self.get_test_display()}"

    @property
    def is_open(self):
        return self.opened_at is not None and self.closed_at is None


class Attempt(models.Model):
    """One registration took one assessment, once. Its points are the Score of the same registration and test."""

    class Way(models.TextChoices):
        LINK = "link", _("own link")
        WALL = "wall", _("code on the wall")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="attempts", verbose_name=_("assessment"))
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="attempts", verbose_name=_("registration"))
    way = models.CharField(_("came by"), max_length=4, choices=Way.choices)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    taken_at = models.DateTimeField(_("taken at"))

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["assessment", "taken_at", "id"]
        constraints = [models.UniqueConstraint(fields=["assessment", "registration"], name="attempt_once")]

    def __str__(self):
        return f"{self.assessment} · {self.registration}"


class Answer(models.Model):
    """What one attempt answered to one question: ids of choices, or a number as text; empty for none. And its points."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers", verbose_name=_("attempt"))
    question = models.ForeignKey(Question, models.RESTRICT, related_name="answers", verbose_name=_("question"))
    given = models.JSONField(_("answer"), default=list, blank=True)
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2)

    class Meta:
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to questions")
        ordering = ["attempt", "question"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question"], name="answer_once"),
            models.CheckConstraint(condition=models.Q(points__gte=0), name="answer_points_positive"),
        ]

    def __str__(self):
        return f"{self.question}: {self.points}"

    @property
    def said(self):
        """The answer in words: the texts of the choices, or the number."""
        if self.question.kind == Question.Kind.NUMBER:
            return self.given
        return [str(choice) for choice in self.question.choices.all() if choice.pk in self.given]
