"""An institution asked to name people: its quota, the person asked, the letter, and the names that came back."""

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import Language, Office
from participants.models.institution import Institution
from participants.models.registration import Registration
from workshops.models import Workshop


class QuotaQuerySet(models.QuerySet):
    def in_force(self):
        """Those not released: they keep their seats."""
        return self.filter(released_at=None)

    def with_taken(self):
        """Each quota with `taken`: how many of its institution's people take a seat in its workshop."""
        theirs = Registration.objects.filter(workshop=models.OuterRef("workshop"), institution=models.OuterRef("institution"))
        counted = theirs.counting().order_by().values("institution").annotate(n=models.Count("pk")).values("n")
        return self.annotate(taken=Coalesce(models.Subquery(counted), 0))


class Quota(models.Model):
    """Seats kept for one institution in one workshop: as many as it gets, until what it did not use is released."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="quotas", verbose_name=_("workshop"))
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="quotas", verbose_name=_("institution"))
    seats = models.PositiveSmallIntegerField(_("seats"))
    release_on = models.DateField(_("unused seats are released on"), null=True, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["workshop", "institution"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "institution"], name="quota_once"),
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="quota_positive"),
        ]

    def __str__(self):
        return f"{self.workshop_id}/{self.institution_id}: {self.seats}"


class FocalPointQuerySet(models.QuerySet):
    def visible_to(self, user, capability="registrations.read"):
        return self.filter(office__in=access.offices(user, capability))


class FocalPoint(models.Model):
    """Whom an office writes to at an institution; no account, one signed link per invitation."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="focal_points", verbose_name=_("office"))
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="focal_points", verbose_name=_("institution"))
    name = models.CharField(_("name"), max_length=200)
    title = models.CharField(_("function"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254)
    email_key = models.CharField(max_length=254, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.FRENCH)
    is_active = models.BooleanField(_("active"), default=True)

    objects = FocalPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        ordering = ["institution", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "institution", "email_key"], name="focalpoint_once"),
            models.CheckConstraint(condition=~models.Q(email_key=""), name="focalpoint_has_email"),
        ]

    def __str__(self):
        return self.name


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user, capability="registrations.read"):
        return self.filter(workshop__in=Workshop.objects.visible_to(user, capability))


class Invitation(models.Model):
    """One institution invited to name people for one workshop. The lead time runs from `sent_at` to `first_named_at`."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="invitations", verbose_name=_("workshop"))
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="invitations", verbose_name=_("institution"))
    focal_point = models.ForeignKey(FocalPoint, models.PROTECT, related_name="invitations", verbose_name=_("focal point"))
    reference = models.CharField(_("reference of the letter"), max_length=80)
    deadline = models.DateField(_("names wanted by"))
    language = models.CharField(_("language of the letter"), max_length=2, choices=Language.choices)
    created_at = models.DateTimeField(_("created at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    first_named_at = models.DateTimeField(_("first names at"), null=True, blank=True)
    #: the institution stands behind its list: who said so is the focal point, when is here
    endorsed_at = models.DateTimeField(_("list endorsed at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["workshop", "institution", "id"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "reference"], name="invitation_reference_once"),
            models.UniqueConstraint(
                fields=["workshop", "institution"],
                condition=models.Q(withdrawn_at=None),
                name="invitation_one_in_force_per_institution",
            ),
        ]

    def __str__(self):
        return self.reference


class InvitationLink(models.Model):
    """The focal point's link to one invitation: a random token whose SHA-256 alone is kept."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="links", verbose_name=_("invitation"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("expires at"))

    class Meta:
        verbose_name = _("focal point's link")
        verbose_name_plural = _("focal points' links")
        ordering = ["-created_at", "-id"]

    def __str__(self):
        return f"{self.invitation_id}"


class NominationQuerySet(models.QuerySet):
    def substitutes(self):
        """Those named to come in another's place."""
        return self.filter(role=Nomination.Role.SUBSTITUTE)


class Nomination(models.Model):
    """One person named under an invitation: ranked, as nominee or as substitute."""

    class Role(models.TextChoices):
        NOMINEE = "nominee", _("Nominee")
        SUBSTITUTE = "substitute", _("Substitute")

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="nominations", verbose_name=_("invitation"))
    registration = models.OneToOneField(Registration, models.PROTECT, related_name="nomination", verbose_name=_("registration"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.NOMINEE)
    rank = models.PositiveSmallIntegerField(_("rank"))
    named_at = models.DateTimeField(_("named at"))
    endorsed_at = models.DateTimeField(_("endorsed at"), null=True, blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["invitation", "role", "rank", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=["nominee", "substitute"]), name="nomination_role_known"),
        ]

    def __str__(self):
        return f"{self.invitation_id}/{self.rank}"
