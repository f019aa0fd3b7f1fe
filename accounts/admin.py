"""What every admin of the project shares: changes are recorded in the one history."""

from django.contrib import admin
from django.utils import timezone

from accounts.history import Actor, record


class HistoryAdmin(admin.ModelAdmin):
    """A ModelAdmin that records what it adds, changes and deletes, with the values before and after."""

    def save_model(self, request, obj, form, change):
        before = {name: form.initial.get(name) for name in form.changed_data} if change else None
        super().save_model(request, obj, form, change)
        after = {name: _plain(form.cleaned_data.get(name)) for name in form.changed_data}
        verb = "changed" if change else "created"
        record(
            by=Actor.of(request.user), now=timezone.now(), obj=obj, verb=verb, office=getattr(obj, "office", None),
            before={name: _plain(value) for name, value in before.items()} if before else None, after=after,
        )  # fmt: skip

    def delete_model(self, request, obj):
        record(by=Actor.of(request.user), now=timezone.now(), obj=obj, verb="deleted", office=getattr(obj, "office", None))
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)

    def log_addition(self, *_args):
        """Nothing: the history above is the only one."""

    log_change = log_deletions = log_addition


def _plain(value):
    return value if isinstance(value, str | int | bool | None) else str(value)
