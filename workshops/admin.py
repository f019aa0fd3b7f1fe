"""The schedule and its reference lists in Django's admin. States change by the same actions as everywhere."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from accounts.admin import HistoryAdmin, LogoAdmin, ReadOnlyAdmin
from accounts.history import Actor
from workshops import models
from workshops.actions.states import TransitionRefused, change_state
from workshops.refusals import in_words
from workshops.rules.funding import is_whole


class ShareFormSet(forms.BaseInlineFormSet):
    def clean(self):
        """The shares of one workshop sum to exactly 100 %, or there are none."""
        super().clean()
        rows = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        shares = [row["share"] for row in rows if row.get("share") is not None and not row.get("DELETE")]
        if shares and not is_whole(shares):
            raise forms.ValidationError(_("The shares must sum to exactly 100 %."))


class OfWorkshop:
    """An inline whose choices are rows of the workshop it stands in."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "register":
            workshop = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = models.Register.objects.filter(workshop=workshop).order_by("date", "code")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class SessionInline(OfWorkshop, TranslationStackedInline):
    model = models.Session
    fields = ["key", "kind", "register", "start", "end", "title"]
    extra = 0


class ShareInline(admin.TabularInline):
    model = models.FundingShare
    formset = ShareFormSet
    autocomplete_fields = ["donor"]
    extra = 0


class CostInline(admin.TabularInline):
    model = models.CostLine
    extra = 0


class EngagementInline(admin.TabularInline):
    model = models.Engagement
    autocomplete_fields = ["facilitator"]
    extra = 0


class CertificateRuleInline(admin.StackedInline):
    model = models.CertificateRule
    extra = 0


@admin.register(models.Workshop)
class WorkshopAdmin(HistoryAdmin, TranslationAdmin):
    list_display = ["code", "title", "office", "project", "state", "start", "end", "capacity"]
    list_filter = ["state", "office", "project", "mode", "admission"]
    search_fields = ["code", "title_en", "title_fr", "title_ar", "city_en", "city_fr", "city_ar"]
    date_hierarchy = "start"
    ordering = ["-start", "code"]
    autocomplete_fields = ["office", "project", "region", "venue", "topics"]
    list_select_related = ["office", "project"]
    readonly_fields = ["state", "state_reason", "provenance"]
    inlines = [SessionInline, ShareInline, CostInline, EngagementInline, CertificateRuleInline]
    actions = ["approve", "publish", "close_registration", "reopen_registration"]

    def get_readonly_fields(self, request, obj=None):
        """Once people may have seats, the capacity changes with the plan, which asks who sits there."""
        return [*super().get_readonly_fields(request, obj), *(["capacity"] if obj else [])]

    @admin.action(description=_("Approve"), permissions=["change"])
    def approve(self, request, queryset):
        self._change(request, queryset, "approve")

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request, queryset):
        self._change(request, queryset, "publish")

    @admin.action(description=_("Close registration"), permissions=["change"])
    def close_registration(self, request, queryset):
        self._change(request, queryset, "close_registration")

    @admin.action(description=_("Reopen registration"), permissions=["change"])
    def reopen_registration(self, request, queryset):
        self._change(request, queryset, "reopen_registration")

    def _change(self, request, queryset, verb):
        for workshop in queryset:
            try:
                change_state(workshop=workshop, verb=verb, by=Actor.of(request.user), now=timezone.now())
            except TransitionRefused as refused:
                self.message_user(request, f"{workshop.code}: {in_words(refused)}", "ERROR")


class SectorFormSet(forms.BaseInlineFormSet):
    def clean(self):
        """The percents of one project sum to exactly 100, or there are none."""
        super().clean()
        rows = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        percents = [row["percent"] for row in rows if row.get("percent") is not None and not row.get("DELETE")]
        if percents and sum(percents) != 100:
            raise forms.ValidationError(_("The percents of the sectors must sum to exactly 100."))


class SectorInline(admin.TabularInline):
    model = models.ProjectSector
    formset = SectorFormSet
    extra = 0


class MarkerInline(admin.TabularInline):
    model = models.ProjectMarker
    extra = 0


class PartnerInline(admin.TabularInline):
    model = models.ProjectPartner
    autocomplete_fields = ["organisation"]
    extra = 0


@admin.register(models.Project)
class ProjectAdmin(HistoryAdmin, TranslationAdmin):
    list_display = ["code", "title", "type", "activity_status", "start", "end", "budget_amount", "budget_currency"]
    list_filter = ["donors", "type", "activity_status"]
    search_fields = ["code", "title_en", "title_fr", "title_ar"]
    date_hierarchy = "start"
    ordering = ["code"]
    autocomplete_fields = ["donors", "reporting_org"]
    inlines = [SectorInline, MarkerInline, PartnerInline]


@admin.register(models.ProjectViewer)
class ProjectViewerAdmin(HistoryAdmin, admin.ModelAdmin):
    list_display = ["project", "user"]
    search_fields = ["project__code", "user__name", "user__email"]
    list_filter = ["project"]
    autocomplete_fields = ["project", "user"]
    list_select_related = ["project", "user"]


@admin.register(models.Donor)
class DonorAdmin(HistoryAdmin, LogoAdmin, TranslationAdmin):
    list_display = ["key", "name", "iati_org_ref", "iati_org_type"]
    list_filter = ["iati_org_type"]
    search_fields = ["key", "name_en", "name_fr", "name_ar", "iati_org_ref"]
    ordering = ["key"]


@admin.register(models.Rule)
class RuleAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Versions are added on the project's page and never edited."""

    list_display = ["project", "donor", "version", "unit", "scope", "threshold", "test", "pass_mark", "created_at", "created_by"]
    list_filter = ["project", "donor", "unit", "scope", "test"]
    search_fields = ["project__code", "donor__key"]
    date_hierarchy = "created_at"
    list_select_related = ["project", "donor", "created_by"]


class GivenByInline(admin.TabularInline):
    model = models.SessionOrganisation
    autocomplete_fields = ["organisation"]
    extra = 0


@admin.register(models.Session)
class SessionAdmin(HistoryAdmin, TranslationAdmin):
    list_display = ["workshop", "key", "kind", "register", "start", "end", "title"]
    list_filter = ["kind", "workshop__office"]
    search_fields = ["key", "title_en", "title_fr", "title_ar", "workshop__code"]
    autocomplete_fields = ["workshop", "register", "engagements"]
    list_select_related = ["workshop", "register"]
    inlines = [GivenByInline]


@admin.register(models.Register)
class RegisterAdmin(HistoryAdmin, admin.ModelAdmin):
    list_display = ["workshop", "code", "date"]
    list_filter = ["workshop__office"]
    search_fields = ["code", "workshop__code"]
    date_hierarchy = "date"
    autocomplete_fields = ["workshop"]
    list_select_related = ["workshop"]


@admin.register(models.Venue)
class VenueAdmin(HistoryAdmin, TranslationAdmin):
    list_display = ["name", "address", "city", "region", "country", "latitude", "longitude"]
    list_filter = ["country", "region"]
    search_fields = ["name_en", "name_fr", "name_ar", "city_en", "city_fr", "city_ar"]
    autocomplete_fields = ["region"]
    list_select_related = ["region"]


@admin.register(models.Region)
class RegionAdmin(HistoryAdmin, TranslationAdmin):
    list_display = ["code", "name", "country"]
    list_filter = ["country"]
    search_fields = ["code", "name_en", "name_fr", "name_ar"]


@admin.register(models.Topic)
class TopicAdmin(HistoryAdmin, TranslationAdmin):
    list_display = ["slug", "name"]
    search_fields = ["slug", "name_en", "name_fr", "name_ar"]


@admin.register(models.Organisation)
class OrganisationAdmin(HistoryAdmin, admin.ModelAdmin):
    list_display = ["key", "name", "iati_org_ref", "iati_org_type"]
    list_filter = ["iati_org_type"]
    search_fields = ["key", "name", "iati_org_ref"]


@admin.register(models.Facilitator)
class FacilitatorAdmin(HistoryAdmin, admin.ModelAdmin):
    list_display = ["name", "arabic_name", "organisation", "email", "user"]
    list_filter = ["organisation"]
    search_fields = ["name", "arabic_name", "email"]
    autocomplete_fields = ["organisation", "user"]
    list_select_related = ["organisation", "user"]


@admin.register(models.Engagement)
class EngagementAdmin(HistoryAdmin, admin.ModelAdmin):
    list_display = ["workshop", "facilitator"]
    list_filter = ["workshop__office"]
    search_fields = ["workshop__code", "facilitator__name"]
    autocomplete_fields = ["workshop", "facilitator"]
    list_select_related = ["workshop", "facilitator__organisation"]
