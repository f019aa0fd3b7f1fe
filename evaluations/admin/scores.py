"""Scores in the admin: to be searched and read."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from evaluations.models import Score


@admin.register(Score)
class ScoreAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["registration", "workshop", "test", "points", "source"]
    list_filter = ["test", "source", "registration__workshop__office"]
    search_fields = ["registration__workshop__code", "registration__search_key", "registration__key"]
    list_select_related = ["registration__workshop"]

    @admin.display(ordering="registration__workshop__code")
    def workshop(self, score):
        return score.registration.workshop.code
