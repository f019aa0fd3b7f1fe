"""A person as one office knows them: identity only. What was said for a workshop stands on the registration."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from accounts import access
from accounts.models import Language, Office


class NameOrder(models.TextChoices):
    GIVEN_FIRST = "given_first", _("given name first")
    FAMILY_FIRST = "family_first", _("family name first")


class PersonName(models.Model):
    """A name as given, in both scripts; never transliterated, never recased."""

    given_name = models.CharField(_("given name"), max_length=150, blank=True)
    family_name = models.CharField(_("family name"), max_length=150, blank=True)
    arabic_name = models.CharField(_("full name in Arabic"), max_length=200, blank=True)
    name_order = models.CharField(_("order of names"), max_length=12, choices=NameOrder.choices, default=NameOrder.GIVEN_FIRST)

    class Meta:
        abstract = True

    @property
    def latin_name(self):
        """The Latin name in the person's own order; empty when there is none."""
        parts = [self.given_name, self.family_name]
        if self.name_order == NameOrder.FAMILY_FIRST:
            parts.reverse()
        return " ".join(part for part in parts if part)

    @property
    def display_name(self):
        return self.latin_name or self.arabic_name


class ParticipantQuerySet(models.QuerySet):
    def visible_to(self, user, capability="registrations.read"):
        return self.filter(office__in=access.offices(user, capability))

    def current(self):
        """The persons themselves, without the rows that were merged into another."""
        return self.filter(merged_into=None)


class Participant(PersonName):
    """Unique by office and e-mail key; persons without an e-mail are told apart by people, not by the system.

    A person merged into another keeps the row: its names and address are aliases that lead to `merged_into`.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="participants", verbose_name=_("office"))
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    email_key = models.CharField(max_length=254, blank=True, editable=False)
    phone = PhoneNumberField(_("telephone"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, blank=True)
    search_key = models.CharField(max_length=1000, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"))
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="aliases", verbose_name=_("merged into")
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["family_name", "given_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "email_key"], condition=~models.Q(email_key=""), name="participant_email_once_per_office"
            ),
            models.CheckConstraint(
                condition=~models.Q(given_name="", family_name="", arabic_name=""), name="participant_has_a_name"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="participant_not_merged_into_itself",
            ),
        ]

    def __str__(self):
        return self.display_name
