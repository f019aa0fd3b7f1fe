"""The outbox: every letter the system sends is a row here before it is a letter."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import access
from accounts.models import Language, Office


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user, capability="letters.read"):
        return self.filter(office__in=access.offices(user, capability))

    def due(self, now):
        """What a sweep at `now` should try: the waiting letters whose time has come, and the unclear ones."""
        waiting = [Letter.State.QUEUED, Letter.State.UNCLEAR]
        return self.filter(state__in=waiting).filter(models.Q(send_at=None) | models.Q(send_at__lte=now))


class Letter(models.Model):
    """One message to one address. Sign-in letters have no office."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        SENDING = "sending", _("being sent")
        UNCLEAR = "unclear", _("unclear")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", pgettext_lazy("letter", "cancelled")

    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("office"))
    kind = models.CharField(_("kind"), max_length=40)
    to = models.EmailField(_("recipient"))
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.ENGLISH)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    send_at = models.DateTimeField(_("send at"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created at"))
    content_type = models.ForeignKey(ContentType, models.SET_NULL, null=True, blank=True, related_name="+")
    object_id = models.CharField(max_length=64, blank=True)
    about = GenericForeignKey("content_type", "object_id")

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["state", "send_at"], name="letter_due"),
            models.Index(fields=["content_type", "object_id"], name="letter_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "sending", "unclear", "sent", "failed", "cancelled"]),
                name="letter_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="letter_sent_has_time"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"
