"""Feedback in the admin: to be searched and read. An answer belongs to nobody."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from evaluations.models import FeedbackAnswer, FeedbackForm


@admin.register(FeedbackForm)
class FeedbackFormAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["workshop", "state", "forms", "closes_on", "scale_min", "scale_max"]
    list_filter = ["state", "workshop__office"]
    search_fields = ["workshop__code", "workshop__title"]
    list_select_related = ["workshop"]


@admin.register(FeedbackAnswer)
class FeedbackAnswerAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["form", "question", "answer"]
    list_filter = ["answer", "form__workshop__office"]
    search_fields = ["form__workshop__code", "question"]
    list_select_related = ["form__workshop"]

    def get_queryset(self, request):
        return super().get_queryset(request).shown()
