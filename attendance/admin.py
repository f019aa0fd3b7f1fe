"""Attendance in the admin: to be searched and read. Presence is the office's own, recorded and validated on its pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin import ReadOnlyAdmin
from attendance.models import AttendanceRecord, DeviceLink, PrintBatch, RegisterValidation, Scan, ScanReview, SheetScan


@admin.register(AttendanceRecord)
class AttendanceRecordAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["registration", "register", "state", "source", "by", "recorded_at", "is_current"]
    list_filter = ["state", "source", ("superseded_by", admin.EmptyFieldListFilter), "register__workshop__office"]
    search_fields = ["register__workshop__code", "register__code", "registration__search_key", "registration__key"]
    date_hierarchy = "recorded_at"
    list_select_related = ["registration", "register", "by"]

    @admin.display(boolean=True, description=_("in force"))
    def is_current(self, record):
        return record.superseded_by_id is None


@admin.register(RegisterValidation)
class RegisterValidationAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["register", "state", "source", "by", "at", "reason"]
    list_filter = ["state", "source", "register__workshop__office"]
    search_fields = ["register__workshop__code", "register__code"]
    date_hierarchy = "at"
    list_select_related = ["register", "by"]


@admin.register(SheetScan)
class SheetScanAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Which file was attached to which register; the file itself is read on the register's page."""

    list_display = ["register", "media_type", "pages", "size", "sha256", "by", "at", "removed_at"]
    list_filter = ["media_type", ("removed_at", admin.EmptyFieldListFilter), "register__workshop__office"]
    search_fields = ["sha256", "register__workshop__code", "register__code"]
    date_hierarchy = "at"
    list_select_related = ["register", "by"]


@admin.register(DeviceLink)
class DeviceLinkAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Who may check in without an account; a link is made and revoked on the register's page."""

    list_display = ["register", "label", "made_by", "created_at", "expires_at", "revoked_at"]
    list_filter = [("revoked_at", admin.EmptyFieldListFilter), "register__workshop__office"]
    search_fields = ["label", "register__workshop__code", "register__code"]
    date_hierarchy = "created_at"
    list_select_related = ["register", "made_by"]


@admin.register(PrintBatch)
class PrintBatchAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Papers ordered within the last day; the file itself is fetched on the workshop's page."""

    list_display = ["workshop", "kind", "language", "state", "done", "total", "by", "created_at"]
    list_filter = ["kind", "state", "workshop__office"]
    search_fields = ["workshop__code"]
    date_hierarchy = "created_at"
    list_select_related = ["workshop", "by"]


@admin.register(Scan)
class ScanAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = [
        "register",
        "kind",
        "registration",
        "outcome",
        "reason",
        "device_at",
        "received_at",
        "clock_off",
        "by",
        "link",
    ]
    list_filter = ["kind", "outcome", "reason", "clock_off", "register__workshop__office"]
    search_fields = ["nonce", "register__workshop__code", "register__code", "registration__search_key"]
    date_hierarchy = "received_at"
    list_select_related = ["register", "registration", "by", "link"]


@admin.register(ScanReview)
class ScanReviewAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["scan", "verdict", "by", "at", "reason"]
    list_filter = ["verdict", "scan__register__workshop__office"]
    search_fields = ["scan__nonce", "scan__register__workshop__code"]
    date_hierarchy = "at"
    list_select_related = ["scan", "by"]
