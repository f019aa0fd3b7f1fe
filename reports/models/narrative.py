"""The words written beside the figures: the report of one workshop, or of several in one project, in one language."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import Language, Office
from workshops.models import Project, Workshop


class NarrativeQuerySet(models.QuerySet):
    def visible_to(self, user, capability="reports.read"):
        return self.filter(office__in=access.offices(user, capability))


class Narrative(models.Model):
    """What somebody writes of a workshop (exactly one of `workshop`, `project`); the figures are counted, never typed.

    `revision` counts the saves, so that two people who write at once do not lose each other's words.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="narratives", verbose_name=_("office"))
    workshop = models.ForeignKey(
        Workshop, models.PROTECT, null=True, blank=True, related_name="narratives", verbose_name=_("workshop")
    )
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="narratives", verbose_name=_("project")
    )
    first = models.DateField(_("from"), null=True, blank=True)
    last = models.DateField(_("to"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    title = models.CharField(_("title"), max_length=300, blank=True)
    context = models.TextField(_("context"), blank=True)
    agenda = models.TextField(_("agenda, delivered against planned"), blank=True)
    participants = models.TextField(_("participants"), blank=True)
    learning = models.TextField(_("learning"), blank=True)
    feedback = models.TextField(_("feedback"), blank=True)
    lessons = models.TextField(_("lessons"), blank=True)
    disclaimer = models.TextField(_("disclaimer"), blank=True)
    #: the annex of names: only those who agreed to share theirs, and never of security bodies
    lists_names = models.BooleanField(_("with the names of those who agreed"), default=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created at"))
    updated_at = models.DateTimeField(_("written at"))
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )

    objects = NarrativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("narrative report")
        verbose_name_plural = _("narrative reports")
        ordering = ["-updated_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(workshop__isnull=False, project=None) | models.Q(workshop=None, project__isnull=False),
                name="narrative_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["workshop", "language"], condition=models.Q(workshop__isnull=False), name="narrative_workshop_once"
            ),
            models.CheckConstraint(
                condition=models.Q(first=None) | models.Q(last=None) | models.Q(last__gte=models.F("first")),
                name="narrative_ends_after_start",
            ),
            models.CheckConstraint(condition=models.Q(language__in=["en", "fr", "ar"]), name="narrative_language_known"),
        ]

    def __str__(self):
        return self.title or str(self.workshop or self.project)


class NarrativePhoto(models.Model):
    """A photograph of a report, drawn anew (`documents.images`); who adds it states that the people in it agreed."""

    narrative = models.ForeignKey(Narrative, models.CASCADE, related_name="photos", verbose_name=_("report"))
    file = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    caption = models.CharField(_("caption"), max_length=300)
    #: the statement, word for word, as it was ticked
    consent = models.TextField(_("consent stated"))
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("added by")
    )

    class Meta:
        verbose_name = _("photograph of a report")
        verbose_name_plural = _("photographs of reports")
        ordering = ["narrative", "id"]
        constraints = [
            models.UniqueConstraint(fields=["narrative", "sha256"], name="narrativephoto_once"),
            models.CheckConstraint(condition=~models.Q(consent=""), name="narrativephoto_has_consent"),
        ]

    def __str__(self):
        return self.caption
