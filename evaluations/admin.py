"""Evaluations in the admin: to be searched and read. Scores are the office's own; an answer belongs to nobody."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from evaluations.models import FeedbackAnswer, FeedbackForm, FollowUp, Score


@admin.register(Score)
class ScoreAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["registration", "workshop", "test", "points"]
    list_filter = ["test", "registration__workshop__office"]
    search_fields = ["registration__workshop__code", "registration__search_key", "registration__key"]
    list_select_related = ["registration__workshop"]

    @admin.display(ordering="registration__workshop__code")
    def workshop(self, score):
        return score.registration.workshop.code


@admin.register(FeedbackForm)
class FeedbackFormAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["workshop", "forms", "scale_min", "scale_max"]
    list_filter = ["workshop__office"]
    search_fields = ["workshop__code", "workshop__title"]
    list_select_related = ["workshop"]


@admin.register(FeedbackAnswer)
class FeedbackAnswerAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["form", "question", "answer"]
    list_filter = ["answer", "form__workshop__office"]
    search_fields = ["form__workshop__code", "question"]
    list_select_related = ["form__workshop"]


@admin.register(FollowUp)
class FollowUpAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["workshop", "months_after", "invited", "answered", "using_skills"]
    list_filter = ["workshop__office"]
    search_fields = ["workshop__code", "workshop__title"]
    list_select_related = ["workshop"]
