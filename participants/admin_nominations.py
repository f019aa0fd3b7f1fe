"""Focal points, invitations, nominations and quotas for administrators: read here, changed by the acts of the office's pages."""

from django.contrib import admin

from accounts.admin import HistoryAdmin, LoggedReading, ReadOnlyAdmin
from participants.models import FocalPoint, HeadCount, Invitation, Nomination, Quota


@admin.register(FocalPoint)
class FocalPointAdmin(LoggedReading, HistoryAdmin, admin.ModelAdmin):
    list_display = ["name", "title", "institution", "email", "language", "office", "is_active"]
    list_filter = ["office", "is_active", "language"]
    list_select_related = ["office", "institution"]
    search_fields = ["name", "email_key", "institution__key", "institution__acronym", "institution__names__name_fr"]
    readonly_fields = ["office", "institution", "email"]  # the three that make one focal point; the directory adds another

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("institution__names")

    def has_add_permission(self, request):
        return False


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["reference", "workshop", "institution", "focal_point", "deadline", "sent_at", "first_named_at", "endorsed_at"]
    list_filter = ["workshop__office", "language", ("withdrawn_at", admin.EmptyFieldListFilter)]
    list_select_related = ["workshop", "institution", "focal_point"]
    search_fields = ["reference", "workshop__code", "institution__key", "institution__acronym"]
    date_hierarchy = "created_at"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("institution__names")


@admin.register(Nomination)
class NominationAdmin(LoggedReading, ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["registration", "invitation", "role", "rank", "named_at", "endorsed_at"]
    list_filter = ["role", "invitation__workshop__office", ("endorsed_at", admin.EmptyFieldListFilter)]
    list_select_related = ["registration", "invitation"]
    search_fields = ["registration__search_key", "invitation__reference", "invitation__workshop__code"]
    date_hierarchy = "named_at"


@admin.register(Quota)
class QuotaAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["workshop", "institution", "seats", "release_on", "released_at"]
    list_filter = ["workshop__office", ("released_at", admin.EmptyFieldListFilter)]
    list_select_related = ["workshop", "institution"]
    search_fields = ["workshop__code", "institution__key", "institution__acronym"]
    date_hierarchy = "release_on"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("institution__names")


@admin.register(HeadCount)
class HeadCountAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["workshop", "institution", "sex", "persons"]
    list_filter = ["workshop__office", "sex"]
    list_select_related = ["workshop", "institution"]
    search_fields = ["workshop__code", "institution__key", "institution__acronym"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("institution__names")
