"""Feedback of one workshop: questions, and answers that belong to nobody.

An answer carries no person, no time, no token and no number that tells when it came; all answers of a form are written anew, in
their own order, whenever one more form is put in (`evaluations.actions.box`; docs/decisions/0011-answers-in-a-box.md).
"""

import secrets

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from evaluations.rules.feedback import FEWEST_ANSWERS, READY
from workshops.models import Workshop

LANGUAGES = ("en", "fr", "ar")


def random_key():
    """A primary key that tells nothing: 62 random bits."""
    return secrets.randbits(62)


def in_order(model, fields, rows, **owner):
    """Unsaved rows of `model`, one per tuple of `rows`: keys and order rise with what they say, whatever order they came in."""
    rows = sorted(rows)
    keys = sorted(random_key() for _row in rows)
    return [model(id=key, **owner, **dict(zip(fields, row, strict=True))) for key, row in zip(keys, rows, strict=True)]


class FeedbackFormQuerySet(models.QuerySet):
    def visible_to(self, user, capability="evaluations.read"):
        return self.filter(workshop__in=Workshop.objects.visible_to(user, capability))

    def closed(self):
        """Those whose answers are counted: a box is opened once, after the last form was put in."""
        return self.filter(state=FeedbackForm.State.CLOSED)


class FeedbackForm(models.Model):
    """The feedback of one workshop: its scale and how many forms came back. What a case file brings is closed.

    `secret` is what one-time passes are made with; it goes when the box is closed, and with it every way to tell who answered.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("being prepared")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="feedback", verbose_name=_("workshop"))
    scale_min = models.SmallIntegerField(_("lowest answer"), default=1)
    scale_max = models.SmallIntegerField(_("highest answer"), default=5)
    forms = models.PositiveIntegerField(_("forms returned"), default=0)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.CLOSED)
    closes_on = models.DateField(_("last day for answers"), null=True, blank=True)
    secret = models.CharField(max_length=64, blank=True, editable=False)

    objects = FeedbackFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["workshop"]
        constraints = [
            models.CheckConstraint(condition=models.Q(scale_max__gt=models.F("scale_min")), name="feedbackform_scale_ordered"),
            models.CheckConstraint(
                condition=models.Q(state__in=["prepared", "closed"], secret="")
                | models.Q(~models.Q(secret=""), state="open", closes_on__isnull=False),
                name="feedbackform_secret_while_open",
            ),
        ]

    def __str__(self):
        return str(self.workshop)


class FeedbackQuestion(models.Model):
    """A question of a form: one of the ready set, by its name alone, or one of the office's own, in up to three languages.

    `name` is what its answers are kept and pooled under; a question of the office's own is named by its first text.
    """

    class Kind(models.TextChoices):
        SCALE = "scale", _("marks from 1 to 5")
        TEXT = "text", _("free text")

    form = models.ForeignKey(FeedbackForm, models.CASCADE, related_name="questions", verbose_name=_("feedback"))
    name = models.CharField(_("question"), max_length=120)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices, default=Kind.SCALE)
    text_en = models.CharField(_("in English"), max_length=120, blank=True)
    text_fr = models.CharField(_("in French"), max_length=120, blank=True)
    text_ar = models.CharField(_("in Arabic"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("feedback question")
        verbose_name_plural = _("feedback questions")
        ordering = ["form", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["form", "name"], name="feedbackquestion_name_once"),
            models.CheckConstraint(condition=models.Q(kind__in=["scale", "text"]), name="feedbackquestion_kind_known"),
            models.CheckConstraint(
                condition=models.Q(name__in=READY) | ~models.Q(text_en="", text_fr="", text_ar=""),
                name="feedbackquestion_has_a_text",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self):
        """The question in the current language, else in the next one it was written in; "" for one of the ready set."""
        language = (get_language() or "en")[:2]
        texts = [getattr(self, f"text_{code}") for code in dict.fromkeys([language, *LANGUAGES])]
        return next(filter(None, texts), "")


class FeedbackAnswerQuerySet(models.QuerySet):
    def counted(self):
        return self.filter(form__state=FeedbackForm.State.CLOSED)

    def shown(self):
        """Those that may be looked at one by one: of questions with enough answers to hide in."""
        alike = self.model.objects.filter(form=models.OuterRef("form"), question=models.OuterRef("question"))
        total = alike.order_by().values("form").annotate(n=models.Count("pk")).values("n")
        return self.counted().annotate(alike=models.Subquery(total)).filter(alike__gte=FEWEST_ANSWERS)


class FeedbackAnswer(models.Model):
    """One answer to one question. Nothing links it to a person, nor to another answer of the same form."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    form = models.ForeignKey(FeedbackForm, models.CASCADE, related_name="answers", verbose_name=_("feedback"))
    question = models.CharField(_("question"), max_length=120)
    answer = models.SmallIntegerField(_("answer"))

    objects = FeedbackAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback answer")
        verbose_name_plural = _("feedback answers")
        ordering = ["form", "question", "answer"]
        indexes = [models.Index(fields=["form", "question"], name="feedbackanswer_by_question")]

    def __str__(self):
        return f"{self.question}: {self.answer}"


class FeedbackText(models.Model):
    """What somebody wrote under one question, as unlinked as an answer; read by the office alone."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    form = models.ForeignKey(FeedbackForm, models.CASCADE, related_name="texts", verbose_name=_("feedback"))
    question = models.CharField(_("question"), max_length=120)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("feedback text")
        verbose_name_plural = _("feedback texts")
        ordering = ["form", "question", "text", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="feedbacktext_not_empty")]

    def __str__(self):
        return self.question
