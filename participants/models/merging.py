"""Rows found to be one: the merges a human confirmed, undone at will; pairs told apart; and proposals settled."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from participants.models.institution import Institution
from participants.models.participant import Participant


class MergeQuerySet(models.QuerySet):
    def visible_to(self, user, capability="registrations.read"):
        return self.filter(kept__in=Participant.objects.visible_to(user, capability))


class DistinctQuerySet(models.QuerySet):
    def visible_to(self, user, capability="registrations.read"):
        return self.filter(one__in=Participant.objects.visible_to(user, capability))


class Merge(models.Model):
    """`merged` was folded into `kept`. `moved` lists the primary keys that changed hands, for the way back."""

    kept = models.ForeignKey(Participant, models.PROTECT, related_name="merges", verbose_name=_("person kept"))
    merged = models.ForeignKey(Participant, models.PROTECT, related_name="merged_by", verbose_name=_("person merged"))
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    moved = models.JSONField(_("rows moved"), default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("merged by"))
    at = models.DateTimeField(_("merged at"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge of persons")
        verbose_name_plural = _("merges of persons")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at=None), name="merge_one_in_force"),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="merge_of_two"),
        ]

    def __str__(self):
        return f"{self.merged_id} → {self.kept_id}"


class Distinct(models.Model):
    """Two persons a human told apart: they are not proposed again. `one` has the smaller key."""

    one = models.ForeignKey(Participant, models.CASCADE, related_name="+", verbose_name=_("one person"))
    other = models.ForeignKey(Participant, models.CASCADE, related_name="+", verbose_name=_("other person"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("told apart by"))
    at = models.DateTimeField(_("told apart at"))

    objects = DistinctQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair told apart")
        verbose_name_plural = _("pairs told apart")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="distinct_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="distinct_in_order"),
        ]

    def __str__(self):
        return f"{self.one_id} ≠ {self.other_id}"


class InstitutionMerge(models.Model):
    """`merged` was folded into `kept`. `moved` lists the primary keys that changed hands, for the way back."""

    kept = models.ForeignKey(Institution, models.PROTECT, related_name="merges", verbose_name=_("institution kept"))
    merged = models.ForeignKey(Institution, models.PROTECT, related_name="merged_by", verbose_name=_("institution merged"))
    moved = models.JSONField(_("rows moved"), default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("merged by"))
    at = models.DateTimeField(_("merged at"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge of institutions")
        verbose_name_plural = _("merges of institutions")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at=None), name="institutionmerge_one_in_force"),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="institutionmerge_of_two"),
        ]

    def __str__(self):
        return f"{self.merged_id} → {self.kept_id}"


class Settlement(models.Model):
    """A text people wrote for an institution that was not in the list, and the institution a human said it is.

    `registrations` is {primary key: the text as written}; `alias` and `is_new` say what the settling made besides.
    """

    text = models.CharField(_("text"), max_length=300)
    #: null once undone, when the institution had been made for it
    institution = models.ForeignKey(
        Institution, models.SET_NULL, null=True, blank=True, related_name="settlements", verbose_name=_("institution")
    )
    is_new = models.BooleanField(_("new in the list"), default=False)
    alias = models.PositiveBigIntegerField(_("alias made"), null=True, blank=True)
    registrations = models.JSONField(_("registrations"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("settled by"))
    at = models.DateTimeField(_("settled at"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal settled")
        verbose_name_plural = _("proposals settled")
        ordering = ["-at", "-id"]

    def __str__(self):
        return self.text
