"""The follow-up in the admin: to be searched and read."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from evaluations.models import FollowUp


@admin.register(FollowUp)
class FollowUpAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["workshop", "source", "months_after", "invited", "answered", "using_skills"]
    list_filter = ["source", "workshop__office"]
    search_fields = ["workshop__code", "workshop__title"]
    list_select_related = ["workshop"]
