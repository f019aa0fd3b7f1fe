"""A report somebody kept: a draft that still counts, or one that was frozen, sent, and never changes again."""

import json

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import Office
from reports.models.seal import Sealed
from workshops.models import Donor, Project, Topic

#: all that a frozen report consists of; the state alone may still go from frozen to corrected
SEALED = (
    *("id", "project_id", "donor_id", "topic_id", "first", "last", "title", "publication", "created_at", "created_by_id"),
    *("frozen_at", "frozen_by_id", "payload", "sha256", "persons_sha256", "version", "corrects_id", "reason", "difference"),
)


class DonorReportQuerySet(models.QuerySet):
    def visible_to(self, user, capability="reports.read"):
        """Those over offices in all of which `user` holds `capability`; to a donor viewer, what was published of the projects."""
        others = Office.objects.exclude(pk__in=access.offices(user, capability))
        own = models.Q(pk__in=DonorReport.objects.exclude(offices=None).exclude(offices__in=others).values("pk"))
        if capability == "reports.read" and user.is_authenticated:
            own |= models.Q(pk__in=self.model.objects.published().filter(project__viewers__user=user).values("pk"))
        return self.filter(own)

    def published(self):
        """Frozen ones made for publication: the small cells in them are suppressed."""
        return self.filter(publication=True).exclude(state=DonorReport.State.DRAFT)


class DonorReport(models.Model):
    """One report of a project, a donor or whole offices, perhaps of one topic, over a period (workshops by their last day).

    Frozen: `payload` holds the exact bytes (UTF-8 text) of everything it prints, see `reports.payload`; the database refuses
    every later change but that of the state. Corrected: another row `corrects` it, with the difference and its reason.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        FROZEN = "frozen", _("Frozen")
        CORRECTED = "corrected", _("Corrected since")

    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="kept_reports", verbose_name=_("project")
    )
    donor = models.ForeignKey(Donor, models.PROTECT, null=True, blank=True, related_name="kept_reports", verbose_name=_("donor"))
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="kept_reports", verbose_name=_("topic"))
    offices = models.ManyToManyField(Office, related_name="kept_reports", verbose_name=_("offices"))
    first = models.DateField(_("from"), null=True, blank=True)
    last = models.DateField(_("to"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    #: for publication small cells are suppressed; else it is confidential between the office and the donor
    publication = models.BooleanField(_("for publication"), default=False)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("created by")
    )
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("frozen by")
    )
    payload = models.TextField(_("figures"), blank=True)
    sha256 = models.CharField(_("SHA-256 of the figures"), max_length=64, blank=True)
    persons_sha256 = models.CharField(_("SHA-256 of the list of persons"), max_length=64, blank=True)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="correction", verbose_name=_("corrects")
    )
    reason = models.TextField(_("reason of the correction"), blank=True)
    #: [[path, before, after]] of every cell that changed, see `reports.rules.difference`
    difference = models.JSONField(_("what changed"), default=list, blank=True)

    objects = DonorReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("donor report")
        verbose_name_plural = _("donor reports")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "frozen", "corrected"]), name="donorreport_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", payload="", sha256="", persons_sha256="", frozen_at=None)
                | (~models.Q(state="draft") & ~models.Q(payload="") & ~models.Q(sha256="") & models.Q(frozen_at__isnull=False)),
                name="donorreport_frozen_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(corrects=None, version=1, reason="")
                | (models.Q(corrects__isnull=False, version__gte=2) & ~models.Q(reason="")),
                name="donorreport_correction_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(first=None) | models.Q(last=None) | models.Q(last__gte=models.F("first")),
                name="donorreport_ends_after_start",
            ),
            Sealed(name="donorreport_sealed", columns=SEALED),
        ]

    def __str__(self):
        return self.title

    @property
    def is_frozen(self):
        return self.state != self.State.DRAFT

    @property
    def content(self):
        """The payload as data; None for a draft."""
        return json.loads(self.payload) if self.payload else None
