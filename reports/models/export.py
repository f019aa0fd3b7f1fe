"""A file of a large report, prepared in the background for the one who ordered it, and dropped after a week."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportExportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own alone: what a file holds depends on who ordered it."""
        return self.filter(by=user) if user.is_authenticated else self.none()

    def unfinished(self):
        return self.filter(state__in=[ReportExport.State.WAITING, ReportExport.State.WORKING])


class ReportExport(models.Model):
    """One file. `query` is the report's address as it was read; `step` of `STEPS` feeds the progress bar."""

    #: counted, collected, written
    STEPS = 3

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        WORKING = "working", _("being prepared")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="report_exports", verbose_name=_("ordered by"))
    kind = models.CharField(_("format"), max_length=10)
    language = models.CharField(_("language"), max_length=2)
    query = models.JSONField(_("report"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    step = models.PositiveSmallIntegerField(_("steps done"), default=0)
    error = models.CharField(_("error"), max_length=40, blank=True)
    #: where it lies below the media folder, under a name nobody can guess; `name` is what it is handed out as
    file = models.CharField(_("file"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    #: made without what is hidden when published: what a donor viewer may take
    publication = models.BooleanField(_("for publication"), default=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True)
    created_at = models.DateTimeField(_("ordered at"))
    finished_at = models.DateTimeField(_("ready at"), null=True, blank=True)

    objects = ReportExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("prepared file of a report")
        verbose_name_plural = _("prepared files of reports")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "working", "done", "failed"]), name="reportexport_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(finished_at__isnull=False, size__isnull=False),
                name="reportexport_done_has_a_file",
            ),
        ]

    def __str__(self):
        return " ".join([self.kind, *self.query.get("project", [])])
