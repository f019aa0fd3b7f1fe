"""The follow-up in the admin: to be searched and read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin import ReadOnlyAdmin
from evaluations.models import FollowUp


@admin.register(FollowUp)
class FollowUpAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["workshop", "source", "months_after", "invited", "answered", "using"]
    exclude = ["using_skills"]
    list_filter = ["source", "workshop__office"]
    search_fields = ["workshop__code", "workshop__title"]
    list_select_related = ["workshop"]

    @admin.display(description=_("using the skills"))
    def using(self, follow_up):
        return follow_up.told_using
