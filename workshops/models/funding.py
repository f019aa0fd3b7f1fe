"""Projects, the donors behind them, each donor's share of a workshop, and what the workshop cost."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import access
from workshops import codelists


class Donor(models.Model):
    """Who pays; `key` is its id in case files and commands."""

    key = models.CharField(_("identifier"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    iati_org_ref = models.CharField(_("IATI organisation reference"), max_length=60, blank=True)
    iati_org_type = models.CharField(_("IATI organisation type"), max_length=10, blank=True)
    logo = models.FileField(_("logo"), upload_to="logos", max_length=200, blank=True, help_text=_("Printed on papers."))

    class Meta:
        verbose_name = _("donor")
        verbose_name_plural = _("donors")
        ordering = ["key"]

    def __str__(self):
        return self.name or self.key


class ProjectQuerySet(models.QuerySet):
    def visible_to(self, user, capability="reports.read"):
        """Projects are shared reference data of staff; a donor viewer sees the assigned ones alone."""
        if access.may_anywhere(user, capability):
            return self
        return self.filter(viewers__user=user) if user.is_authenticated else self.none()


def _code(label, codelist):
    """A column for a code of IATI; empty: not said."""
    return models.CharField(label, max_length=5, blank=True, choices=list(codelist.items()))


class Project(models.Model):
    """What donors fund and reports are about. Its rules of who counts as trained are `rules`."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=500)
    description = models.TextField(_("description"), blank=True)
    type = models.CharField(_("type"), max_length=120, blank=True)
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)
    budget_amount = models.DecimalField(_("budget"), max_digits=15, decimal_places=3, null=True, blank=True)
    budget_currency = models.CharField(_("currency"), max_length=3, blank=True)
    countries = models.JSONField(_("countries"), default=list, blank=True)
    #: {country: percent of the budget}; empty: not known
    country_shares = models.JSONField(_("shares of the countries, in percent"), default=dict, blank=True)
    reporting_org = models.ForeignKey(
        "workshops.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reporting organisation"),
    )
    activity_status = _code(_("status"), codelists.ACTIVITY_STATUSES)
    flow_type = _code(_("kind of flow"), codelists.FLOW_TYPES)
    finance_type = _code(_("kind of finance"), codelists.FINANCE_TYPES)
    aid_type = _code(_("kind of aid"), codelists.AID_TYPES)
    tied_status = _code(_("tied or untied"), codelists.TIED_STATUSES)
    source = models.CharField(_("source"), max_length=500, blank=True)
    donors = models.ManyToManyField(Donor, related_name="projects", blank=True, verbose_name=_("donors"))

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start__isnull=True) | models.Q(end__isnull=True) | models.Q(end__gte=models.F("start")),
                name="project_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"


class ProjectViewer(models.Model):
    """A donor viewer's assignment to one project."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="viewers", verbose_name=_("project"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="viewed_projects", verbose_name=_("user"))

    class Meta:
        verbose_name = _("donor viewer of a project")
        verbose_name_plural = _("donor viewers of projects")
        ordering = ["project", "user"]
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="projectviewer_once")]

    def __str__(self):
        return f"{self.project}: {self.user}"


class FundingShare(models.Model):
    """The part of a workshop's cost one donor pays, 0 < share ≤ 1; the shares of one workshop sum to 1 (`rules.funding`)."""

    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="funding", verbose_name=_("workshop"))
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="funding", verbose_name=_("donor"))
    share = models.DecimalField(_("share"), max_digits=13, decimal_places=12)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("funding share")
        verbose_name_plural = _("funding shares")
        ordering = ["workshop", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "donor"], name="fundingshare_once"),
            models.CheckConstraint(condition=models.Q(share__gt=0, share__lte=Decimal(1)), name="fundingshare_in_range"),
        ]

    def __str__(self):
        return f"{self.donor}: {self.share:.2%}"


class CostLine(models.Model):
    """One line of a workshop's budget and of its actual cost, in the workshop's currency."""

    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="cost_lines", verbose_name=_("workshop"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    line = models.CharField(_("line"), max_length=120)
    budget = models.DecimalField(_("budget"), max_digits=15, decimal_places=3, null=True, blank=True)
    actual = models.DecimalField(_("actual cost"), max_digits=15, decimal_places=3, null=True, blank=True)

    class Meta:
        verbose_name = _("cost line")
        verbose_name_plural = _("cost lines")
        ordering = ["workshop", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(budget__isnull=True) | models.Q(budget__gte=0), name="costline_budget_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(actual__isnull=True) | models.Q(actual__gte=0), name="costline_actual_positive"
            ),
        ]

    def __str__(self):
        return self.line
