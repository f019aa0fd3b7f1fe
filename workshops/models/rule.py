"""The rule that turns presence into "trained" (reports) and into a certificate (one workshop)."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleFields(models.Model):
    """The terms of a rule (product.md, Counting). Evaluated by `certificates.rules`, nowhere else."""

    class Unit(models.TextChoices):
        HALF_DAY = "half_day", _("half-days")
        MINUTE = "minute", _("minutes")

    class Scope(models.TextChoices):
        EVENT = "event", _("the whole workshop")
        EACH_DAY = "each_day", _("each day")

    class Test(models.TextChoices):
        NONE = "none", _("no test")
        SAT = "sat", _("post-test sat")
        SCORE = "score", _("post-test passed")

    class Excused(models.TextChoices):
        COUNTS_ABSENT = "counts_absent", _("counts as absent")
        LEAVES_DENOMINATOR = "leaves_denominator", _("leaves the denominator")

    unit = models.CharField(_("unit"), max_length=10, choices=Unit.choices, default=Unit.HALF_DAY)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope.choices, default=Scope.EVENT)
    #: 0..1 as the exact decimal text it was given: a share is a fraction and is compared exactly
    threshold = models.CharField(
        _("threshold"),
        max_length=30,
        default="0.8",
        validators=[RegexValidator(r"^(0(\.\d+)?|1(\.0+)?)\Z", _("Give a share from 0 to 1."))],
    )
    test = models.CharField(_("test"), max_length=10, choices=Test.choices, default=Test.NONE)
    pass_mark = models.DecimalField(_("pass mark"), max_digits=9, decimal_places=3, null=True, blank=True)
    excused = models.CharField(_("excused"), max_length=20, choices=Excused.choices, default=Excused.COUNTS_ABSENT)

    class Meta:
        abstract = True


def rule_constraints(table):
    """The invariants both rule tables share, under names of their own."""
    choices = {
        "unit": RuleFields.Unit.values,
        "scope": RuleFields.Scope.values,
        "test": RuleFields.Test.values,
        "excused": RuleFields.Excused.values,
    }
    known = [models.CheckConstraint(condition=models.Q(**{f"{f}__in": v}), name=f"{table}_{f}_known") for f, v in choices.items()]
    scored = models.CheckConstraint(
        condition=~models.Q(test="score") | models.Q(pass_mark__isnull=False), name=f"{table}_score_has_pass_mark"
    )
    return [*known, scored]


class Rule(RuleFields):
    """A version of a project's rule, or of one donor's in that project; the highest version is in force."""

    project = models.ForeignKey("workshops.Project", models.CASCADE, related_name="rules", verbose_name=_("project"))
    donor = models.ForeignKey(
        "workshops.Donor", models.PROTECT, null=True, blank=True, related_name="rules", verbose_name=_("donor")
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("created by")
    )

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["project", "donor", "-version"]
        constraints = [
            *rule_constraints("rule"),
            models.UniqueConstraint(fields=["project", "donor", "version"], name="rule_version_once"),
            models.UniqueConstraint(
                fields=["project", "version"], condition=models.Q(donor=None), name="rule_project_version_once"
            ),
        ]

    def __str__(self):
        return f"{self.project.code} v{self.version}"


class CertificateRule(RuleFields):
    """A workshop's own rule: a copy of the project's when it is planned; it decides the certificates alone."""

    workshop = models.OneToOneField(
        "workshops.Workshop", models.CASCADE, related_name="certificate_rule", verbose_name=_("workshop")
    )

    class Meta:
        verbose_name = _("certificate rule")
        verbose_name_plural = _("certificate rules")
        ordering = ["workshop"]
        constraints = rule_constraints("certificaterule")

    def __str__(self):
        return str(self.workshop)
