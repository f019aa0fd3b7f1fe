"""Papers that take too long for a request: ordered, made by a worker, fetched, and gone after a day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from workshops.models import Workshop


class PrintBatch(models.Model):
    """One file being made for a workshop. `done` of `total` sheets, people or files feeds the progress bar."""

    class Kind(models.TextChoices):
        SHEETS = "sheets", _("sign-in sheets")
        BADGES = "badges", _("badges")
        SIGNS = "signs", _("table signs")
        MARKS = "marks", _("attendance table")

    class State(models.TextChoices):
        MAKING = "making", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be made")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="prints", verbose_name=_("workshop"))
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.MAKING)
    total = models.PositiveIntegerField(_("to be made"))
    done = models.PositiveIntegerField(_("made"), default=0)
    file = models.CharField(_("file"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("ordered by"))
    created_at = models.DateTimeField(_("ordered at"))

    class Meta:
        verbose_name = _("print batch")
        verbose_name_plural = _("print batches")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["sheets", "badges", "signs", "marks"]), name="printbatch_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["making", "failed"], file="") | (models.Q(state="ready") & ~models.Q(file="")),
                name="printbatch_ready_has_a_file",
            ),
        ]

    def __str__(self):
        return f"{self.workshop_id}/{self.pk}"
