"""The outbox: every letter the system sends is a row here before it is a letter."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import access
from accounts.models import Language, Office, User


class LetterBatchQuerySet(models.QuerySet):
    def visible_to(self, user, capability="letters.read"):
        return self.filter(office__in=access.offices(user, capability))


class LetterBatch(models.Model):
    """One message written to several people at once; its letters are held, released and cancelled together.

    `nonce` comes with the form: the form sent twice is one batch. `about` is what the people have in common (a workshop).
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="letter_batches", verbose_name=_("office"))
    nonce = models.UUIDField(editable=False)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written by"))
    content_type = models.ForeignKey(ContentType, models.SET_NULL, null=True, blank=True, related_name="+")
    object_id = models.CharField(max_length=64, blank=True)
    about = GenericForeignKey("content_type", "object_id")

    objects = LetterBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to several people")
        verbose_name_plural = _("messages to several people")
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["office", "nonce"], name="letterbatch_nonce_once")]

    def __str__(self):
        return f"{self.pk}"


class LetterTemplateQuerySet(models.QuerySet):
    def visible_to(self, user, capability="letters.read"):
        return self.filter(office__in=access.offices(user, capability))


class LetterTemplate(models.Model):
    """An office's own wording of one kind of letter (`mailing.kinds`) in one language; both texts empty: the standard one."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="letter_templates", verbose_name=_("office"))
    kind = models.CharField(_("kind"), max_length=40)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    changed_at = models.DateTimeField(_("changed at"))

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording of a letter")
        verbose_name_plural = _("wordings of letters")
        ordering = ["office", "kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "language"], name="lettertemplate_once"),
            models.CheckConstraint(
                condition=models.Q(subject="", text="") | (~models.Q(subject="") & ~models.Q(text="")),
                name="lettertemplate_whole_or_standard",
            ),
            models.CheckConstraint(condition=models.Q(language__in=["en", "fr", "ar"]), name="lettertemplate_language_known"),
        ]

    def __str__(self):
        return f"{self.kind} ({self.language})"


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user, capability="letters.read"):
        return self.filter(office__in=access.offices(user, capability))

    def waiting(self):
        """Those that have not left and may still be kept from leaving: they wait for their turn, or are held back."""
        return self.filter(state__in=[Letter.State.QUEUED, Letter.State.HELD])

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
        HELD = "held", pgettext_lazy("letter", "held back")
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
    batch = models.ForeignKey(
        LetterBatch, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("message to several people")
    )
    #: names what is written once, whoever writes at the same moment: "reminder:12:7:2026-04-14"
    once = models.CharField(max_length=120, null=True, blank=True, editable=False)

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
                condition=models.Q(state__in=["queued", "sending", "unclear", "held", "sent", "failed", "cancelled"]),
                name="letter_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="letter_sent_has_time"
            ),
            models.UniqueConstraint(fields=["once"], name="letter_once"),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"
