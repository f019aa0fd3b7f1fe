"""Kept and narrative reports for administrators: read here, changed on the office's pages alone."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from reports.models import DonorReport, Narrative, ReportExport, Target


@admin.register(DonorReport)
class DonorReportAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["title", "project", "donor", "state", "version", "publication", "frozen_at", "frozen_by"]
    list_filter = ["state", "publication"]
    list_select_related = ["project", "donor", "frozen_by"]
    search_fields = ["title", "project__code", "donor__key", "sha256", "persons_sha256"]
    date_hierarchy = "created_at"


@admin.register(ReportExport)
class ReportExportAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["name", "kind", "language", "by", "state", "error", "size", "created_at", "finished_at"]
    list_filter = ["state", "kind", "language"]
    list_select_related = ["by"]
    search_fields = ["name", "by__name", "by__email"]
    date_hierarchy = "created_at"


@admin.register(Narrative)
class NarrativeAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["__str__", "office", "workshop", "project", "language", "updated_at", "updated_by"]
    list_filter = ["language", "office"]
    list_select_related = ["office", "workshop", "project", "updated_by"]
    search_fields = ["title", "workshop__code", "project__code"]
    date_hierarchy = "updated_at"


@admin.register(Target)
class TargetAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["project", "indicator", "baseline", "value", "reason"]
    list_filter = ["indicator"]
    list_select_related = ["project"]
    search_fields = ["project__code", "indicator", "reason"]
