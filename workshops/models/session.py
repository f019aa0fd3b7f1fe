"""The agenda: sessions and breaks, grouped into registers (one sign-in sheet each)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Register(models.Model):
    """One sign-in sheet: a half-day or a session of one date. Its validation is a row of attendance."""

    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="registers", verbose_name=_("workshop"))
    code = models.CharField(_("code"), max_length=40)
    date = models.DateField(_("date"))

    class Meta:
        verbose_name = _("register")
        verbose_name_plural = _("registers")
        ordering = ["workshop", "date", "code"]
        constraints = [models.UniqueConstraint(fields=["workshop", "code"], name="register_code_once")]

    def __str__(self):
        return f"{self.code} ({self.date})"


class Session(models.Model):
    """A session or a break, on its register's date, in the workshop's own time; `key` is its id in case files."""

    class Kind(models.TextChoices):
        SESSION = "session", _("session")
        BREAK = "break", _("break")

    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="sessions", verbose_name=_("workshop"))
    register = models.ForeignKey(Register, models.PROTECT, related_name="sessions", verbose_name=_("register"))
    key = models.CharField(_("identifier"), max_length=40)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SESSION)
    start = models.TimeField(_("start"))
    end = models.TimeField(_("end"))
    title = models.CharField(_("title"), max_length=300, blank=True)
    organisations = models.ManyToManyField(
        "workshops.Organisation",
        through="SessionOrganisation",
        related_name="sessions",
        blank=True,
        verbose_name=_("organisations"),
    )
    engagements = models.ManyToManyField(
        "workshops.Engagement", related_name="sessions", blank=True, verbose_name=_("facilitators")
    )

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["workshop", "register__date", "start", "key"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "key"], name="session_key_once"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="session_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.key} {self.title}"

    @property
    def minutes(self):
        return (self.end.hour - self.start.hour) * 60 + self.end.minute - self.start.minute


class SessionOrganisation(models.Model):
    """An organisation that gives a session, in the order the programme names it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="given_by")
    organisation = models.ForeignKey("workshops.Organisation", models.PROTECT, related_name="given_sessions")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("organisation of a session")
        verbose_name_plural = _("organisations of sessions")
        ordering = ["session", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["session", "organisation"], name="sessionorganisation_once")]

    def __str__(self):
        return str(self.organisation)
