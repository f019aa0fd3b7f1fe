"""A list of people on its way into a workshop: the file's rows, what was found about each, what a human decided."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models.registration import Registration
from workshops.models import Workshop


class ImportBatchQuerySet(models.QuerySet):
    def visible_to(self, user, capability="registrations.edit"):
        return self.filter(workshop__in=Workshop.objects.visible_to(user, capability))


class ImportBatch(models.Model):
    """One list. `done` of `total` rows feeds the progress bar; `mapping` is {column of the file: field}.

    Comparing and entering are jobs; the cells are erased after a time (`erase_lists`), verdicts and registrations stay.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("columns to be mapped")
        READING = "reading", _("being compared")
        READY = "ready", _("to be reviewed")
        APPLYING = "applying", _("being entered")
        APPLIED = "applied", _("entered")
        UNDONE = "undone", _("undone")
        FAILED = "failed", _("failed")

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="imports", verbose_name=_("workshop"))
    name = models.CharField(_("name of the file"), max_length=200, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    headers = models.JSONField(_("columns of the file"), default=list)
    mapping = models.JSONField(_("columns as mapped"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.UPLOADED)
    status = models.CharField(_("status the people get"), max_length=12, blank=True)
    total = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    error = models.CharField(_("error"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("imported by")
    )
    created_at = models.DateTimeField(_("uploaded at"))
    applied_at = models.DateTimeField(_("entered at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a list")
        verbose_name_plural = _("imports of lists")
        ordering = ["-created_at", "-id"]

    def __str__(self):
        return f"{self.workshop_id}/{self.pk}"


class ImportRow(models.Model):
    """One row: the cells as they came, the verdict with its reasons, the decision, and the registration it became."""

    class Verdict(models.TextChoices):
        NEW = "new", _("new person")
        KNOWN = "known", _("known person")
        REVIEW = "review", _("to review")
        ERROR = "error", _("error")

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", verbose_name=_("import"))
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(_("cells"), default=list)
    verdict = models.CharField(_("verdict"), max_length=6, choices=Verdict.choices, blank=True)
    #: [code, detail] each, see participants/import_words.py
    reasons = models.JSONField(_("reasons"), default=list)
    #: [primary key, codes of reasons] of the participants the row may be, the likeliest first
    candidates = models.JSONField(_("candidates"), default=list)
    already_registered = models.BooleanField(_("registered already"), default=False)
    #: "" (none yet), "new", "skip", or the primary key of the participant it is
    decision = models.CharField(_("decision"), max_length=20, blank=True)
    registration = models.OneToOneField(
        Registration, models.SET_NULL, null=True, blank=True, related_name="import_row", verbose_name=_("registration")
    )

    #: of what the row says: the same row is known again after its cells were erased
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    #: whether the import made the participant too: undoing it removes the person
    person_made = models.BooleanField(_("person added"), default=False)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["batch", "number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="importrow_once")]

    def __str__(self):
        return f"{self.batch_id}/{self.number}"
