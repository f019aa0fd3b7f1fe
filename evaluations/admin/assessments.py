"""Tests in the admin: to be searched and read. What people answered is no column: it is read in results alone."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from evaluations.models import Assessment, Attempt, Question


@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["workshop", "position", "kind", "points", "text_en"]
    list_filter = ["kind", "workshop__office"]
    search_fields = ["workshop__code", "text_en", "text_fr", "text_ar"]
    list_select_related = ["workshop"]


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["workshop", "test", "opened_at", "closed_at"]
    list_filter = ["test", "workshop__office"]
    search_fields = ["workshop__code"]
    list_select_related = ["workshop"]


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["registration", "assessment", "way", "language", "taken_at"]
    list_filter = ["way", "assessment__test", "assessment__workshop__office"]
    search_fields = ["assessment__workshop__code", "registration__search_key", "registration__key"]
    list_select_related = ["registration", "assessment__workshop"]
    date_hierarchy = "taken_at"
