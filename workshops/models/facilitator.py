"""Who teaches: organisations, their people, and a person's engagement in one workshop."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.codelists import ORGANISATION_TYPES


class Organisation(models.Model):
    """The organisation a facilitator comes from; `key` is its id in case files."""

    key = models.CharField(_("identifier"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    iati_org_ref = models.CharField(_("IATI organisation reference"), max_length=60, blank=True)
    iati_org_type = models.CharField(
        _("IATI organisation type"), max_length=10, blank=True, choices=list(ORGANISATION_TYPES.items())
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "id"]

    def __str__(self):
        return self.name or self.key


class Facilitator(models.Model):
    """A person who teaches; with `user`, one who signs in and takes presence."""

    name = models.CharField(_("name"), max_length=200)
    arabic_name = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="facilitators", verbose_name=_("organisation"))
    email = models.EmailField(_("e-mail"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="facilitators", verbose_name=_("user")
    )

    class Meta:
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")
        ordering = ["name", "id"]

    def __str__(self):
        return f"{self.name} ({self.organisation})"


class Engagement(models.Model):
    """A facilitator's part in one workshop: what a facilitator's certificate is about."""

    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="engagements", verbose_name=_("workshop"))
    facilitator = models.ForeignKey(Facilitator, models.PROTECT, related_name="engagements", verbose_name=_("facilitator"))

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        ordering = ["workshop", "facilitator"]
        constraints = [models.UniqueConstraint(fields=["workshop", "facilitator"], name="engagement_once")]

    def __str__(self):
        return str(self.facilitator)
