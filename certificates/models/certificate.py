"""Certificates: a number, a public token, a stored file and its hash, and every word that was printed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from participants.models import Registration
from workshops.models import Engagement, Workshop


class NumberSequence(models.Model):
    """The last number given in one office and year; its row is locked while a number is taken."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("number sequence")
        verbose_name_plural = _("number sequences")
        ordering = ["office", "year"]
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="numbersequence_once")]

    def __str__(self):
        return f"{self.office}/{self.year}: {self.last}"


class IssueBatch(models.Model):
    """One order to issue certificates for a workshop; its items are the jobs, its counters the progress bar."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="issue_batches", verbose_name=_("workshop"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ordered by")
    )
    created_at = models.DateTimeField(_("ordered at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    #: papers printed beforehand for the closing ceremony, not certificates yet
    provisional = models.BooleanField(_("printed beforehand"), default=False)

    class Meta:
        verbose_name = _("issue batch")
        verbose_name_plural = _("issue batches")
        ordering = ["-created_at", "-id"]

    def __str__(self):
        return f"{self.workshop_id}/{self.pk}"


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, user, capability="certificates.read"):
        return self.filter(workshop__in=Workshop.objects.visible_to(user, capability))

    def current(self):
        """The certificates in force, one at most for a person in a workshop."""
        return self.filter(state=Certificate.State.ISSUED)

    def printable(self):
        """What may be handed out: stored, neither replaced nor revoked."""
        gone = [Certificate.State.SUPERSEDED, Certificate.State.REVOKED]
        return self.filter(stored_at__isnull=False).exclude(state__in=gone)

    def provisional(self):
        """Numbers and tokens reserved on papers printed beforehand: none of them is a certificate yet."""
        return self.filter(state=Certificate.State.PROVISIONAL)


class Certificate(models.Model):
    """A number and its certificate. Number and row are written first; the file follows, then `stored_at` is set.

    `provisional` is a number reserved on a paper printed beforehand (docs/decisions/0006); issuing it keeps number and token.
    """

    class Kind(models.TextChoices):
        PARTICIPATION = "participation", _("participation")
        COMPLETION = "completion", _("completion")
        FACILITATOR = "facilitator", _("facilitator")

    class State(models.TextChoices):
        PROVISIONAL = "provisional", _("printed beforehand")
        ISSUED = "issued", _("issued")
        SUPERSEDED = "superseded", _("superseded")
        REVOKED = "revoked", _("revoked")

    office = models.ForeignKey(Office, models.PROTECT, related_name="certificates", verbose_name=_("office"))
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="certificates", verbose_name=_("workshop"))
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices, default=Kind.PARTICIPATION)
    registration = models.ForeignKey(
        Registration, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name=_("registration")
    )
    engagement = models.ForeignKey(
        Engagement, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name=_("engagement")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    sequence = models.PositiveIntegerField(_("sequence"))
    number = models.CharField(_("number"), max_length=80, unique=True)
    token = models.CharField(_("public token"), max_length=64, unique=True)
    state = models.CharField(_("state"), max_length=11, choices=State.choices, default=State.ISSUED)
    snapshot = models.JSONField(_("printed words"))
    override_reason = models.TextField(_("reason of the override"), blank=True)
    batch = models.ForeignKey(
        IssueBatch, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name=_("batch")
    )
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("issued by")
    )
    file = models.CharField(_("file"), max_length=200, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    stored_at = models.DateTimeField(_("stored at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("error"), max_length=200, blank=True)
    successor = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessor", verbose_name=_("successor")
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoke_reason = models.TextField(_("reason of the revocation"), blank=True)
    printed_at = models.DateTimeField(_("printed beforehand at"), null=True, blank=True)
    letter_ordered_at = models.DateTimeField(_("letter ordered at"), null=True, blank=True)
    letter_written_at = models.DateTimeField(_("letter written at"), null=True, blank=True)
    #: its holder had the name taken away: printed words and stored file no longer say it
    name_withheld_at = models.DateTimeField(_("name withheld since"), null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["office", "-year", "-sequence"]
        constraints = [
            models.UniqueConstraint(fields=["office", "year", "sequence"], name="certificate_sequence_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["provisional", "issued", "superseded", "revoked"]),
                name="certificate_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="provisional", issued_at__isnull=True, printed_at__isnull=False)
                | (~models.Q(state="provisional") & models.Q(issued_at__isnull=False)),
                name="certificate_issued_has_time",
            ),
            models.UniqueConstraint(
                fields=["registration", "kind"], condition=models.Q(state="provisional"), name="certificate_one_reserved"
            ),
            models.CheckConstraint(
                condition=models.Q(registration__isnull=False, engagement__isnull=True)
                | models.Q(registration__isnull=True, engagement__isnull=False),
                name="certificate_of_one_person",
            ),
            models.UniqueConstraint(
                fields=["registration", "kind"], condition=models.Q(state="issued"), name="certificate_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["engagement"], condition=models.Q(state="issued"), name="certificate_one_in_force_per_engagement"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="superseded") | models.Q(successor__isnull=False),
                name="certificate_superseded_has_successor",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="revoked") | (models.Q(revoked_at__isnull=False) & ~models.Q(revoke_reason="")),
                name="certificate_revoked_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(stored_at__isnull=True) | (~models.Q(file="") & ~models.Q(sha256="")),
                name="certificate_stored_has_file",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def holder(self):
        """The name of whoever it is of, as lists of the office show it today."""
        return str(self.registration) if self.registration_id else self.engagement.facilitator.name
