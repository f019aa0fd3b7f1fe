"""The workshop: what, when, where, for how many, and in which state."""

from decimal import Decimal

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import Office


class WorkshopQuerySet(models.QuerySet):
    def visible_to(self, user, capability="workshops.read"):
        """Workshops of the offices where `user` holds `capability`; where that is enough, those taught, those published."""
        seen = models.Q(office__in=access.offices(user, capability))
        if capability in access.OWN_WORKSHOPS:
            seen |= models.Q(office__in=access.teaching_offices(user, capability), pk__in=self._taught_by(user))
        if capability in access.ONCE_PUBLISHED:
            seen |= models.Q(office__in=access.publishing_offices(user, capability), state__in=PUBLIC_STATES)
        return self.filter(seen)

    def published(self):
        """What the public may read: from publication on, cancelled and postponed ones included (they say so)."""
        return self.filter(state__in=PUBLIC_STATES)

    def reported(self):
        """What reports count."""
        return self.filter(state__in=[Workshop.State.HELD, Workshop.State.CLOSED])

    def _taught_by(self, user):
        if not user.is_authenticated:
            return []
        return Workshop.objects.filter(engagements__facilitator__user=user).values("pk")


class Workshop(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        REGISTRATION_CLOSED = "registration_closed", _("Registration closed")
        HELD = "held", _("Held")
        CLOSED = "closed", _("Closed")
        POSTPONED = "postponed", _("Postponed")
        CANCELLED = "cancelled", _("Cancelled")

    class Mode(models.TextChoices):
        ON_SITE = "on_site", _("On site")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("On site and online")

    class Admission(models.TextChoices):
        SELECTION = "selection", _("The coordinator selects")
        FIRST_COME = "first_come", _("First come, first served")

    class AttendanceUnit(models.TextChoices):
        HALF_DAY = "half_day", _("One register per half-day")
        SESSION = "session", _("One register per session")

    code = models.CharField(
        _("code"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[^\s/\\?#%]+\Z", _("No spaces and none of / \\ ? # %."))],
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="workshops", verbose_name=_("office"))
    project = models.ForeignKey("workshops.Project", models.PROTECT, related_name="workshops", verbose_name=_("project"))
    title = models.CharField(_("title"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    contact = models.CharField(
        _("contact"), max_length=300, blank=True, help_text=_("Shown to the public: a desk, an address, a telephone number.")
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT)
    state_reason = models.TextField(_("reason"), blank=True)
    mode = models.CharField(_("mode"), max_length=10, choices=Mode.choices, default=Mode.ON_SITE)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    timezone = models.CharField(_("time zone"), max_length=64, default="Africa/Casablanca")
    country = models.CharField(_("country"), max_length=2, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.ForeignKey(
        "workshops.Region", models.PROTECT, null=True, blank=True, related_name="workshops", verbose_name=_("region")
    )
    venue = models.ForeignKey(
        "workshops.Venue", models.PROTECT, null=True, blank=True, related_name="workshops", verbose_name=_("venue")
    )
    topics = models.ManyToManyField("workshops.Topic", blank=True, related_name="workshops", verbose_name=_("topics"))
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True)
    admission = models.CharField(_("admission"), max_length=10, choices=Admission.choices, default=Admission.SELECTION)
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    target_women_share = models.DecimalField(_("target share of women"), max_digits=7, decimal_places=6, null=True, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    interpretation = models.JSONField(_("interpretation"), default=list, blank=True)
    attendance_unit = models.CharField(
        _("attendance"), max_length=10, choices=AttendanceUnit.choices, default=AttendanceUnit.HALF_DAY
    )
    test_max_score = models.DecimalField(_("maximum test score"), max_digits=9, decimal_places=3, null=True, blank=True)
    currency = models.CharField(_("currency of costs"), max_length=3, blank=True)
    provenance = models.JSONField(_("provenance"), null=True, blank=True)
    #: paths of the case file it came from that were left out where the register keeps a default: an export leaves them out too
    unsaid = models.JSONField(default=list, blank=True, editable=False)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["-start", "code"]
        indexes = [models.Index(fields=["office", "state", "end"], name="workshop_reported")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "draft", "approved", "published", "registration_closed", "held", "closed", "postponed", "cancelled",
                    ]
                ),
                name="workshop_state_known",
            ),
            models.CheckConstraint(condition=models.Q(end__gte=models.F("start")), name="workshop_ends_after_start"),
            models.CheckConstraint(
                condition=models.Q(capacity__isnull=True) | models.Q(capacity__gte=1), name="workshop_capacity_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(target_women_share__isnull=True)
                | models.Q(target_women_share__gte=0, target_women_share__lte=Decimal(1)),
                name="workshop_women_share_in_range",
            ),
            models.CheckConstraint(
                condition=models.Q(registration_opens_at__isnull=True)
                | models.Q(registration_closes_at__isnull=True)
                | models.Q(registration_closes_at__gt=models.F("registration_opens_at")),
                name="workshop_registration_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=models.Q(test_max_score__isnull=True) | models.Q(test_max_score__gt=0),
                name="workshop_max_score_positive",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title or self.code


PUBLIC_STATES = [
    Workshop.State.PUBLISHED,
    Workshop.State.REGISTRATION_CLOSED,
    Workshop.State.HELD,
    Workshop.State.CLOSED,
    Workshop.State.POSTPONED,
    Workshop.State.CANCELLED,
]
