"""What a project tells the world in an IATI file, beside its title, dates and money: sectors, markers, partners."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops import codelists


class ProjectSector(models.Model):
    """One sector (code of the DAC) and its percent of the project; the percents of a project sum to 100."""

    project = models.ForeignKey("workshops.Project", models.CASCADE, related_name="sectors", verbose_name=_("project"))
    code = models.CharField(
        _("sector"), max_length=5, validators=[RegexValidator(r"^\d{5}\Z", _("A sector is a code of five digits."))]
    )
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = _("sector of a project")
        verbose_name_plural = _("sectors of projects")
        ordering = ["project", "-percent", "code"]
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="projectsector_once"),
            models.CheckConstraint(condition=models.Q(percent__gt=0, percent__lte=100), name="projectsector_percent_in_range"),
        ]

    def __str__(self):
        return f"{self.code} {codelists.SECTORS.get(self.code, '')}".strip()


class ProjectMarker(models.Model):
    """How far a policy of the DAC is an objective of the project."""

    project = models.ForeignKey("workshops.Project", models.CASCADE, related_name="markers", verbose_name=_("project"))
    code = models.CharField(_("policy"), max_length=2, choices=list(codelists.MARKERS.items()))
    significance = models.CharField(_("weight"), max_length=1, choices=list(codelists.SIGNIFICANCES.items()))

    class Meta:
        verbose_name = _("policy marker of a project")
        verbose_name_plural = _("policy markers of projects")
        ordering = ["project", "code"]
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="projectmarker_once"),
            models.CheckConstraint(
                condition=models.Q(significance__in=list(codelists.SIGNIFICANCES)), name="projectmarker_significance_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_code_display()}: {self.get_significance_display()}"


class ProjectPartner(models.Model):
    """An organisation and what it does in the project; who funds it are its donors."""

    class Role(models.TextChoices):
        ACCOUNTABLE = "2", _("accountable")
        EXTENDING = "3", _("extending")
        IMPLEMENTING = "4", _("implementing")

    project = models.ForeignKey("workshops.Project", models.CASCADE, related_name="partners", verbose_name=_("project"))
    organisation = models.ForeignKey(
        "workshops.Organisation", models.PROTECT, related_name="project_roles", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=1, choices=Role.choices)

    class Meta:
        verbose_name = _("partner of a project")
        verbose_name_plural = _("partners of projects")
        ordering = ["project", "role", "organisation"]
        constraints = [
            models.UniqueConstraint(fields=["project", "organisation", "role"], name="projectpartner_once"),
            models.CheckConstraint(condition=models.Q(role__in=["2", "3", "4"]), name="projectpartner_role_known"),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.get_role_display()}"
