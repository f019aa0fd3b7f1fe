"""Who may sign in, for which office, in which role; and the one append-only history."""

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import verbs


class Language(models.TextChoices):
    """The three languages of interface, letters and papers; each named in itself."""

    ENGLISH = "en", "English"
    FRENCH = "fr", "Français"
    ARABIC = "ar", "العربية"


def default_reminder_days():
    return [7, 1]


class Office(models.Model):
    """A country office (mission): the owner of workshops and of everything personal in them."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, blank=True)
    timezone = models.CharField(_("time zone"), max_length=64, default="Africa/Casablanca")
    iati_org_ref = models.CharField(_("IATI organisation reference"), max_length=60, blank=True)
    logo = models.FileField(_("logo"), upload_to="logos", max_length=200, blank=True, help_text=_("Printed on papers."))
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Answers to the office's letters go to this address."))
    offer_hours = models.PositiveSmallIntegerField(
        _("hours a seat offered from the waitlist is held"), default=48, validators=[MinValueValidator(1), MaxValueValidator(720)]
    )
    reminder_days = models.JSONField(
        _("days before the workshop on which the confirmed are reminded"), default=default_reminder_days, blank=True
    )

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["code"]

    def __str__(self):
        return self.name or self.code


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff (or a donor viewer). Signs in by e-mail; only administrators (`is_staff`) enter the admin."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.ENGLISH)
    is_staff = models.BooleanField(_("administrator"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name", "id"]

    def __str__(self):
        return self.name or self.email


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    FACILITATOR = "facilitator", _("Facilitator")
    ME_OFFICER = "me_officer", _("M&E officer")
    DONOR_VIEWER = "donor_viewer", _("Donor viewer")


class Membership(models.Model):
    """One role of one user in one office; what a role may do is `accounts.access.CAPABILITIES`."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("user"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="memberships", verbose_name=_("office"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["office", "user", "role"]
        constraints = [
            models.UniqueConstraint(fields=["user", "office", "role"], name="membership_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self):
        return f"{self.user}, {self.office}: {self.get_role_display()}"


class HistoryEntry(models.Model):
    """One thing that was done: by whom, to what, why, and which fields it touched. Rows are only ever added."""

    class ActorKind(models.TextChoices):
        USER = "user", _("user")
        LINK = "link", _("personal link")
        SYSTEM = "system", _("system")

    at = models.DateTimeField(_("time"), db_index=True)
    actor_kind = models.CharField(_("kind of actor"), max_length=10, choices=ActorKind.choices)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("user"))
    actor_label = models.CharField(_("actor"), max_length=80, blank=True)
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office"))
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", verbose_name=_("type of object"))
    object_id = models.CharField(_("object id"), max_length=64)
    subject = GenericForeignKey("content_type", "object_id")
    verb = models.CharField(_("action"), max_length=60)
    reason = models.TextField(_("reason"), blank=True)
    fields = models.JSONField(_("fields"), default=list, blank=True)
    digest = models.CharField(_("digest of the values"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["content_type", "object_id", "-at"], name="history_of_object")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"

    @property
    def verb_label(self):
        return verbs.label(self.verb)


class HistoryValues(models.Model):
    """The values before and after one entry; kept apart so that erasing a person may empty them."""

    entry = models.OneToOneField(HistoryEntry, models.CASCADE, related_name="values", primary_key=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("history values")
        verbose_name_plural = _("history values")

    def __str__(self):
        return f"{self.entry_id}"
