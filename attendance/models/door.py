"""What telephones send from the door: each scan as it came, who may send without an account, what became of the doubtful."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from attendance.models.presence import AttendanceRecord
from participants.models import Registration
from workshops.models import Register


class DeviceLink(models.Model):
    """Lets a helper without an account check in at one register: a random token whose SHA-256 alone is kept."""

    register = models.ForeignKey(Register, models.CASCADE, related_name="device_links", verbose_name=_("register"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    label = models.CharField(_("for whom"), max_length=80)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    created_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("ends at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("device link")
        verbose_name_plural = _("device links")
        ordering = ["register", "-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(expires_at__gt=models.F("created_at")), name="devicelink_ends_after_made"),
            models.CheckConstraint(condition=~models.Q(label=""), name="devicelink_has_a_label"),
        ]

    def __str__(self):
        return f"{self.register_id}: {self.pk}"


class ScanQuerySet(models.QuerySet):
    def doubtful(self):
        """Those that gave no presence: refused, or kept because nobody could tell."""
        return self.filter(outcome__in=DOUBTFUL)

    def waiting(self):
        """The doubtful ones nobody has settled."""
        return self.doubtful().filter(review=None)


class Scan(models.Model):
    """One thing a telephone at the door sent: a code read, a name tapped, a walk-in, an undo. Never changed, never dropped.

    `state` and `presence_at` are the presence in force as the telephone was told, so that a repeated request is told the same.
    """

    class Kind(models.TextChoices):
        SCAN = "scan", _("code read")
        MARK = "mark", _("name chosen")
        WALK_IN = "walk_in", _("walk-in")
        UNDO = "undo", _("undone")

    class Outcome(models.TextChoices):
        RECORDED = "recorded", _("recorded")
        ALREADY = "already", _("already in")
        REFUSED = "refused", _("refused")
        KEPT = "kept", _("kept for review")

    class Reason(models.TextChoices):
        OTHER_WORKSHOP = "other_workshop", _("registered for another workshop")
        NOT_CONFIRMED = "not_confirmed", _("registration not confirmed")
        WITHDRAWN = "withdrawn", _("withdrew from this workshop")
        VALIDATED = "validated", _("the register was validated already")
        UNKNOWN_CODE = "unknown_code", _("code unknown")
        FULL = "full", _("no seat was left")
        LATE = "late", _("it came after the register was settled, or the link had ended")
        NOT_OPEN = "not_open", _("the register's day had not come, or the workshop was not running")

    register = models.ForeignKey(Register, models.PROTECT, related_name="door_scans", verbose_name=_("register"))
    nonce = models.UUIDField(_("client nonce"))
    device = models.UUIDField(_("device"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    code = models.CharField(_("code as read"), max_length=64, blank=True)
    registration = models.ForeignKey(
        Registration, models.SET_NULL, null=True, blank=True, related_name="door_scans", verbose_name=_("registration")
    )
    wanted = models.CharField(_("mark sent"), max_length=16, choices=AttendanceRecord.State.choices)
    #: what was typed of somebody who is not registered; emptied once the office has decided
    walk_in = models.JSONField(_("walk-in as typed"), null=True, blank=True)
    undoes = models.UUIDField(_("nonce undone"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    reason = models.CharField(_("reason"), max_length=14, choices=Reason.choices, blank=True)
    state = models.CharField(_("mark in force"), max_length=16, blank=True)
    presence_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    device_at = models.DateTimeField(_("time on the device"))
    received_at = models.DateTimeField(_("received at"))
    clock_off = models.BooleanField(_("clock of the device was wrong"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )
    link = models.ForeignKey(
        DeviceLink, models.PROTECT, null=True, blank=True, related_name="scans", verbose_name=_("device link")
    )

    objects = ScanQuerySet.as_manager()

    class Meta:
        verbose_name = _("scan at the door")
        verbose_name_plural = _("scans at the door")
        ordering = ["register", "received_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["nonce"], name="scan_nonce_once"),
            models.CheckConstraint(condition=models.Q(kind__in=["scan", "mark", "walk_in", "undo"]), name="scan_kind_known"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["recorded", "already"], reason="")
                | models.Q(
                    outcome__in=["refused", "kept"],
                    reason__in=[
                        "other_workshop", "not_confirmed", "withdrawn", "validated", "unknown_code", "full", "late", "not_open",
                    ],
                ),
                name="scan_refused_with_a_known_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(by__isnull=True, link__isnull=False) | models.Q(by__isnull=False, link__isnull=True),
                name="scan_sent_by_one",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.register_id}: {self.nonce}"


#: the outcomes somebody has to look at
DOUBTFUL = [Scan.Outcome.REFUSED, Scan.Outcome.KEPT]


class ScanReview(models.Model):
    """What somebody of the office made of a doubtful scan, and why."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", _("recorded after review")
        DISMISSED = "dismissed", _("set aside")

    scan = models.OneToOneField(Scan, models.PROTECT, related_name="review", verbose_name=_("scan"))
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("time"))
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("review of a scan")
        verbose_name_plural = _("reviews of scans")
        ordering = ["scan"]
        constraints = [
            models.CheckConstraint(condition=models.Q(verdict__in=["accepted", "dismissed"]), name="scanreview_verdict_known"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="scanreview_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.scan_id}: {self.verdict}"
