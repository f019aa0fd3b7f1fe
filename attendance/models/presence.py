"""Who was in the room: append-only marks per register, and the validation that locks a register."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Registration
from workshops.models import Register


class AttendanceRecordQuerySet(models.QuerySet):
    def current(self):
        """The marks in force: those no later mark supersedes."""
        return self.filter(superseded_by=None)

    def present(self):
        return self.filter(state__in=PRESENT)


class AttendanceRecord(models.Model):
    """One mark of one registration at one register. A correction adds a row and points the old one to it."""

    class State(models.TextChoices):
        PRESENT = "present", _("present")
        LATE = "late", _("late")
        LEFT_EARLY = "left_early", _("left early")
        PRESENT_UNSIGNED = "present_unsigned", _("present, unsigned")
        EXCUSED = "excused", _("excused")
        ABSENT = "absent", _("absent")
        #: takes a mark back: as if never recorded
        CLEARED = "cleared", _("not recorded")

    class Source(models.TextChoices):
        SCAN = "scan", _("scan")
        SHEET = "sheet", _("signed sheet")
        MANUAL = "manual", _("by hand")
        IMPORT = "import", _("import")

    register = models.ForeignKey(Register, models.PROTECT, related_name="records", verbose_name=_("register"))
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="attendance", verbose_name=_("registration"))
    state = models.CharField(_("mark"), max_length=16, choices=State.choices)
    source = models.CharField(_("source"), max_length=6, choices=Source.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )
    device_time = models.DateTimeField(_("time on the device"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    nonce = models.UUIDField(_("client nonce"), null=True, blank=True, unique=True)
    superseded_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes", verbose_name=_("superseded by")
    )
    reason = models.TextField(_("reason"), blank=True)

    objects = AttendanceRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance record")
        verbose_name_plural = _("attendance records")
        ordering = ["register", "registration", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "registration"],
                condition=models.Q(superseded_by=None),
                name="attendancerecord_one_current",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["present", "late", "left_early", "present_unsigned", "excused", "absent", "cleared"]
                ),
                name="attendancerecord_state_known",
            ),
        ]

    def __str__(self):
        return f"{self.register_id}/{self.registration_id}: {self.state}"


#: the marks that are a verified presence (product.md, Counting)
PRESENT = [
    AttendanceRecord.State.PRESENT,
    AttendanceRecord.State.LATE,
    AttendanceRecord.State.LEFT_EARLY,
    AttendanceRecord.State.PRESENT_UNSIGNED,
]


class RegisterValidation(models.Model):
    """The state of one register; no row: open and never validated. Validated = locked."""

    class State(models.TextChoices):
        VALIDATED = "validated", _("validated")
        REOPENED = "reopened", _("reopened")

    class Source(models.TextChoices):
        PERSON = "person", _("a person")
        IMPORT = "import", _("import")

    register = models.OneToOneField(Register, models.PROTECT, related_name="validation", verbose_name=_("register"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    source = models.CharField(_("source"), max_length=6, choices=Source.choices, default=Source.PERSON)
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("validation of a register")
        verbose_name_plural = _("validations of registers")
        ordering = ["register"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=["validated", "reopened"]), name="registervalidation_state_known")
        ]

    def __str__(self):
        return f"{self.register_id}: {self.state}"


class SheetScanQuerySet(models.QuerySet):
    def kept(self):
        """Those that were not taken away again."""
        return self.filter(removed_at=None)


class SheetScan(models.Model):
    """A scan of a register's signed sheet: the file as it is stored (rebuilt by `documents.scans`) and its SHA-256.

    A register may have several, one per photographed page. One taken away again leaves its row, and no file.
    """

    class MediaType(models.TextChoices):
        PDF = "application/pdf", "PDF"
        JPEG = "image/jpeg", "JPEG"

    register = models.ForeignKey(Register, models.PROTECT, related_name="scans", verbose_name=_("register"))
    file = models.CharField(_("file"), max_length=200)
    media_type = models.CharField(_("kind of file"), max_length=20, choices=MediaType.choices)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    pages = models.PositiveSmallIntegerField(_("pages"))
    at = models.DateTimeField(_("attached at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("attached by")
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)

    objects = SheetScanQuerySet.as_manager()

    class Meta:
        verbose_name = _("scan of a signed sheet")
        verbose_name_plural = _("scans of signed sheets")
        ordering = ["register", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "sha256"], condition=models.Q(removed_at=None), name="sheetscan_file_once"
            ),
            models.CheckConstraint(
                condition=models.Q(media_type__in=["application/pdf", "image/jpeg"]), name="sheetscan_type_known"
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0, pages__gt=0), name="sheetscan_not_empty"),
        ]

    def __str__(self):
        return f"{self.register_id}: {self.sha256[:12]}"
