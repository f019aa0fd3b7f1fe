"""One person's place in one workshop, with its own copy of what the person said for it."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from phonenumber_field.modelfields import PhoneNumberField

from accounts.models import Language
from participants.models.participant import Participant, PersonName
from workshops.models import Region, Workshop

#: letters and digits nobody takes for one another when a code is read aloud
_DOOR_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_door_code():
    """A random code of 80 bits for the badge and the door; it opens no page."""
    return "".join(secrets.choice(_DOOR_SIGNS) for _sign in range(16))


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user, capability="registrations.read"):
        return self.filter(workshop__in=Workshop.objects.visible_to(user, capability))

    def live(self):
        return self.filter(status__in=LIVE)

    def counting(self):
        """The registrations that take a seat."""
        return self.filter(status__in=COUNTING)

    def proved(self):
        """What reports call nominated: proved by e-mail, link or staff, whatever became of it."""
        return self.exclude(UNPROVED)

    def with_proof(self):
        """Each registration with `is_proved`: whether `proved` holds it."""
        return self.annotate(is_proved=models.ExpressionWrapper(~UNPROVED, models.BooleanField()))

    def confirmed(self):
        return self.filter(status=Registration.Status.CONFIRMED)


class Registration(PersonName):
    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("E-mail not proved yet")
        SUBMITTED = "submitted", _("Submitted")
        WAITLISTED = "waitlisted", _("Waitlisted")
        OFFERED = "offered", _("Seat offered")
        CONFIRMED = "confirmed", pgettext_lazy("registration", "Confirmed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REPLACED = "replaced", _("Replaced")
        EXPIRED = "expired", _("Expired")
        CANCELLED = "cancelled", pgettext_lazy("registration", "Cancelled")

    class Origin(models.TextChoices):
        SELF_REGISTERED = "self_registered", _("Self-registered")
        NOMINATED = "nominated", pgettext_lazy("origin", "Nominated")
        INVITED = "invited", pgettext_lazy("origin", "Invited")
        WALK_IN = "walk_in", _("Walk-in")
        IMPORTED = "imported", _("Imported")

    class Sex(models.TextChoices):
        FEMALE = "F", _("Woman")
        MALE = "M", _("Man")
        OTHER = "X", _("Other")

    class AgeBand(models.TextChoices):
        A18 = "18-24", "18–24"
        A25 = "25-34", "25–34"
        A35 = "35-44", "35–44"
        A45 = "45-54", "45–54"
        A55 = "55+", _("55 and over")

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="registrations", verbose_name=_("workshop"))
    #: null until the address is proved: public input touches no Participant
    participant = models.ForeignKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="registrations", verbose_name=_("participant")
    )
    key = models.CharField(_("identifier"), max_length=40, help_text=_("The id in case files."))
    position = models.PositiveIntegerField(_("order of arrival"))
    door_code = models.CharField(_("code at the door"), max_length=16, unique=True, default=new_door_code, editable=False)
    institution = models.ForeignKey(
        "participants.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("institution"),
    )
    institution_proposal = models.CharField(_("institution not in the list"), max_length=300, blank=True)
    function = models.CharField(_("function"), max_length=200, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, blank=True)
    age_band = models.CharField(_("age band"), max_length=5, choices=AgeBand.choices, blank=True)
    nationality = models.CharField(_("nationality"), max_length=2, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="registrations", verbose_name=_("region")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    email_key = models.CharField(max_length=254, blank=True, editable=False)
    phone = PhoneNumberField(_("telephone"), blank=True)
    search_key = models.CharField(max_length=1000, blank=True, editable=False)

    origin = models.CharField(_("origin"), max_length=15, choices=Origin.choices, default=Origin.SELF_REGISTERED)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices)
    status_reason = models.TextField(_("reason"), blank=True)
    rank = models.PositiveIntegerField(_("place on the waitlist"), null=True, blank=True)
    offered_until = models.DateTimeField(_("seat held until"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )
    created_at = models.DateTimeField(_("received at"))
    proved_at = models.DateTimeField(_("e-mail proved at"), null=True, blank=True)

    notice_version = models.CharField(_("privacy notice, version"), max_length=40, blank=True)
    notice_language = models.CharField(_("privacy notice, language"), max_length=2, blank=True)
    notice_at = models.DateTimeField(_("privacy notice, read at"), null=True, blank=True)
    photo_consent = models.BooleanField(_("agrees to be photographed"), default=False)
    share_name_consent = models.BooleanField(_("agrees to share the name with donors"), default=False)
    dietary = models.CharField(_("dietary needs"), max_length=300, blank=True)
    accessibility = models.CharField(_("accessibility needs"), max_length=300, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["workshop", "position", "id"]
        indexes = [models.Index(fields=["workshop", "status"], name="registration_by_status")]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "key"], name="registration_key_once"),
            models.UniqueConstraint(fields=["workshop", "position"], name="registration_position_once"),
            models.UniqueConstraint(
                fields=["workshop", "participant"],
                condition=models.Q(status__in=["unconfirmed", "submitted", "waitlisted", "offered", "confirmed"]),
                name="registration_one_live_per_participant",
            ),
            models.UniqueConstraint(
                fields=["workshop", "email_key"],
                condition=models.Q(status__in=["unconfirmed", "submitted", "waitlisted", "offered", "confirmed"])
                & ~models.Q(email_key=""),
                name="registration_one_live_per_email",
            ),
            models.UniqueConstraint(
                fields=["workshop", "rank"], condition=models.Q(status="waitlisted"), name="registration_rank_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(given_name="", family_name="", arabic_name=""), name="registration_has_a_name"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["unconfirmed", "expired"]) | models.Q(participant__isnull=False),
                name="registration_proved_has_participant",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status__in=[
                        "unconfirmed", "submitted", "waitlisted", "offered", "confirmed",
                        "declined", "withdrawn", "replaced", "expired", "cancelled",
                    ]
                ),
                name="registration_status_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="waitlisted") | models.Q(rank__isnull=False), name="registration_waitlisted_has_rank"
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.display_name

    @property
    def institution_label(self):
        """The institution's name on the workshop's first day, else what the person wrote; in the current language."""
        if self.institution:
            return self.institution.label(self.workshop.start)
        return self.institution_proposal


#: the registrations that take a seat, and those not at an end (product.md, States)
COUNTING = [Registration.Status.OFFERED, Registration.Status.CONFIRMED]
LIVE = [Registration.Status.UNCONFIRMED, Registration.Status.SUBMITTED, Registration.Status.WAITLISTED, *COUNTING]
#: what nobody proved: neither the person by e-mail or link, nor staff
UNPROVED = models.Q(status=Registration.Status.UNCONFIRMED) | models.Q(
    status=Registration.Status.EXPIRED, origin=Registration.Origin.SELF_REGISTERED, proved_at=None
)


class AccessLink(models.Model):
    """A personal link to one registration: a random token whose SHA-256 alone is kept."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="links", verbose_name=_("registration"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("expires at"))

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        ordering = ["-created_at", "-id"]

    def __str__(self):
        return f"{self.registration_id}"
