"""The outbox for administrators: read, send again, cancel. Nothing is edited here."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin import LoggedReading
from accounts.history import Actor
from mailing.actions import LetterRefused, cancel_letter, retry_letter
from mailing.models import Letter
from mailing.preview import masked


@admin.register(Letter)
class LetterAdmin(LoggedReading, admin.ModelAdmin):
    list_display = ["created_at", "kind", "office", "language", "state", "attempts", "error", "sent_at"]
    list_filter = ["state", "kind", "office", "language"]
    list_select_related = ["office"]
    search_fields = ["to", "message_id"]
    date_hierarchy = "created_at"
    fields = [
        "office", "kind", "to", "language", "subject", "readable_text", "message_id",
        "state", "attempts", "error", "created_at", "send_at", "claimed_at", "sent_at",
    ]  # fmt: skip
    readonly_fields = fields
    actions = ["send_again", "cancel"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("text"))
    def readable_text(self, letter):
        return masked(letter.text)

    @admin.action(description=_("Send the selected letters again"), permissions=["view"])
    def send_again(self, request, queryset):
        self._each(request, queryset, retry_letter)

    @admin.action(description=_("Cancel the selected letters"), permissions=["view"])
    def cancel(self, request, queryset):
        self._each(request, queryset, cancel_letter)

    def _each(self, request, queryset, action):
        done = refused = 0
        for letter in queryset.order_by("pk"):
            try:
                action(letter=letter, by=Actor.of(request.user), now=timezone.now())
                done += 1
            except LetterRefused:
                refused += 1
        self.message_user(request, ngettext("%d letter changed.", "%d letters changed.", done) % done)
        if refused:
            text = ngettext("%d letter left as it is.", "%d letters left as they are.", refused) % refused
            self.message_user(request, text, messages.WARNING)
