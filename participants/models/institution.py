"""The controlled list of ministries, agencies and forces: dated names in three languages, and aliases people type."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class InstitutionQuerySet(models.QuerySet):
    def current(self):
        """The institutions themselves, without the rows that were merged into another."""
        return self.filter(merged_into=None)


class Institution(models.Model):
    """One institution through all its names; `key` is its id in case files. Its types are an open list of codes."""

    key = models.CharField(_("identifier"), max_length=60, unique=True)
    type = models.CharField(_("type"), max_length=40)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    #: reference data may bring an Arabic name that the office has yet to sign off
    arabic_name_checked = models.BooleanField(_("Arabic name checked"), default=True)
    #: who took over its work, from which day; the institution itself stays for what it did
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("succeeded by")
    )
    succeeded_on = models.DateField(_("succeeded on"), null=True, blank=True)
    #: a row entered twice: its names live on as aliases of the other
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(successor=None) | ~models.Q(successor=models.F("id")), name="institution_not_own_successor"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="institution_not_merged_into_itself",
            ),
        ]

    def __str__(self):
        return self.label()

    def label(self, day=None, language=None):
        """The name valid on `day` (default: the newest) in `language`; reads `names`, so prefetch it in lists."""
        name = name_on(self.names.all(), day)
        return name.text(language) if name else self.acronym or self.key


class InstitutionName(models.Model):
    """A name in three languages, valid from a day on (null: since ever).

    `from_is_latest_bound`: the true day is unknown, somewhere at or after `valid_from`.
    """

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="names", verbose_name=_("institution"))
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_fr = models.CharField(_("name in French"), max_length=300, blank=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=300, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    from_is_latest_bound = models.BooleanField(_("true day unknown"), default=False)

    class Meta:
        verbose_name = _("name of an institution")
        verbose_name_plural = _("names of institutions")
        ordering = ["institution", models.F("valid_from").asc(nulls_first=True), "id"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "valid_from"], name="institutionname_day_once"),
            models.UniqueConstraint(
                fields=["institution"], condition=models.Q(valid_from=None), name="institutionname_one_first"
            ),
            models.CheckConstraint(
                condition=~models.Q(name_en="", name_fr="", name_ar=""), name="institutionname_in_one_language"
            ),
        ]

    def __str__(self):
        return self.text()

    def text(self, language=None):
        """The name in `language` (default: the current one), else in English, French or Arabic, whichever exists."""
        wanted = getattr(self, f"name_{(language or get_language() or 'en')[:2]}", "")
        return wanted or self.name_en or self.name_fr or self.name_ar


def name_on(names, day=None):
    """The one of `names` valid on `day`; without a day the newest. Without any valid yet, the oldest."""
    dated = sorted(names, key=lambda name: (name.valid_from is not None, name.valid_from, name.pk))
    valid = [name for name in dated if day is None or name.valid_from is None or name.valid_from <= day]
    return (valid[-1] if valid else dated[0]) if dated else None


class InstitutionAlias(models.Model):
    """Another way people write an institution; `folded` is the key it is found by."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="aliases", verbose_name=_("institution"))
    alias = models.CharField(_("alias"), max_length=300)
    folded = models.CharField(max_length=300, db_index=True, editable=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("alias of an institution")
        verbose_name_plural = _("aliases of institutions")
        ordering = ["institution", "position", "id"]

    def __str__(self):
        return self.alias
