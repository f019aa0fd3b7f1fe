"""When each periodic job last ran, to be read in the admin."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from config.models import JobRun


@admin.register(JobRun)
class JobRunAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = [field.name for field in JobRun._meta.fields]
    search_fields = ["name"]
