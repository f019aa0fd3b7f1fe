"""What happens to a certificate besides its states, and the erasure of persons."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import access
from accounts.models import Office
from certificates.models.certificate import Certificate
from participants.models import Participant


class CertificateEvent(models.Model):
    """One thing that happened to a certificate's file or code: an event, never a state. Of strangers nothing is kept."""

    class Kind(models.TextChoices):
        DOWNLOADED = "downloaded", _("downloaded by its holder")
        FETCHED = "fetched", _("downloaded by staff")
        VERIFIED = "verified", _("verified by its code")
        COMPARED = "compared", _("a file compared, and it was this one")
        DIFFERED = "differed", _("a file compared, and it was another")

    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="events", verbose_name=_("certificate"))
    kind = models.CharField(_("what happened"), max_length=10, choices=Kind.choices)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("event of a certificate")
        verbose_name_plural = _("events of certificates")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["certificate", "kind", "at"], name="certificateevent_latest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["downloaded", "fetched", "verified", "compared", "differed"]),
                name="certificateevent_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="fetched") | models.Q(by__isnull=True), name="certificateevent_names_staff_alone"
            ),
        ]

    def __str__(self):
        return f"{self.certificate_id}: {self.kind}"


class ErasureQuerySet(models.QuerySet):
    def visible_to(self, user, capability="registrations.read"):
        return self.filter(participant__office__in=access.offices(user, capability))

    def waiting(self):
        """Those asked for and not decided yet."""
        return self.filter(state=Erasure.State.ASKED)

    def of(self, person):
        """Those of one person, under whichever of the rows that were merged they were asked for."""
        return self.filter(models.Q(participant=person) | models.Q(participant__merged_into=person))

    def done(self):
        """Those carried out."""
        return self.filter(state=Erasure.State.DONE)


class Erasure(models.Model):
    """The wish of a person, or the decision of the office, that what is held about the person go. See docs/decisions.

    `keep_name`: whether the certificates go on saying to whom they were given; only their holder decides that.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("erasure", "asked for")
        DONE = "done", pgettext_lazy("erasure", "done")
        REFUSED = "refused", pgettext_lazy("erasure", "refused")

    office = models.ForeignKey(Office, models.PROTECT, related_name="erasures", verbose_name=_("office"))
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="erasures", verbose_name=_("participant"))
    state = models.CharField(_("state"), max_length=7, choices=State.choices)
    keep_name = models.BooleanField(_("certificates keep the name"), default=True)
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    reason = models.TextField(_("reason"), blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure of a person")
        verbose_name_plural = _("erasures of persons")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="asked", asked_at__isnull=False)
                | (models.Q(state__in=["done", "refused"], decided_at__isnull=False) & ~models.Q(reason="")),
                name="erasure_decided_has_reason",
            ),
            models.UniqueConstraint(
                fields=["participant"], condition=models.Q(state="asked"), name="erasure_asked_once_at_a_time"
            ),
            models.UniqueConstraint(fields=["participant"], condition=models.Q(state="done"), name="erasure_done_once"),
        ]

    def __str__(self):
        return f"{self.participant_id}: {self.state}"

    @property
    def person(self):
        """Whom it is about today: the row was perhaps merged into another since it was asked for."""
        return self.participant.merged_into or self.participant
