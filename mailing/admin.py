"""The outbox for administrators: read, send again, hold back, release, cancel; and the offices' own wording of letters."""

from django.contrib import admin, messages
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin import HistoryAdmin, LoggedReading
from accounts.history import Actor
from mailing import kinds
from mailing.actions import LetterRefused, cancel_letter, hold_letter, release_letter, retry_letter
from mailing.forms.wording import TemplateForm
from mailing.models import Letter, LetterBatch, LetterTemplate
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
        "state", "attempts", "error", "created_at", "send_at", "claimed_at", "sent_at", "batch",
    ]  # fmt: skip
    readonly_fields = fields
    actions = ["send_again", "hold_back", "release", "cancel"]

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

    @admin.action(description=_("Hold the selected letters back"), permissions=["view"])
    def hold_back(self, request, queryset):
        self._each(request, queryset, hold_letter)

    @admin.action(description=_("Release the selected letters"), permissions=["view"])
    def release(self, request, queryset):
        self._each(request, queryset, release_letter)

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


@admin.register(LetterBatch)
class LetterBatchAdmin(admin.ModelAdmin):
    """Read-only: a message is written, held and cancelled on the pages of its workshop."""

    list_display = ["created_at", "office", "about", "letter_count", "created_by"]
    list_filter = ["office"]
    list_select_related = ["office", "created_by"]
    search_fields = ["nonce", "created_by__email"]
    date_hierarchy = "created_at"
    fields = ["office", "about", "letter_count", "created_at", "created_by"]
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(count=Count("letters")).prefetch_related("about")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("about"))
    def about(self, batch):
        return str(batch.about or "")

    @admin.display(description=_("letters"), ordering="count")
    def letter_count(self, batch):
        return batch.count


@admin.register(LetterTemplate)
class LetterTemplateAdmin(HistoryAdmin, admin.ModelAdmin):
    """Both texts empty: the standard wording."""

    form = TemplateForm
    list_display = ["kind_label", "office", "language", "subject", "changed_at"]
    list_filter = ["office", "language", "kind"]
    list_select_related = ["office"]
    search_fields = ["kind", "subject", "text"]
    date_hierarchy = "changed_at"
    autocomplete_fields = ["office"]

    @admin.display(description=_("kind"), ordering="kind")
    def kind_label(self, row):
        return kinds.label(row.kind)

    def save_model(self, request, obj, form, change):
        obj.changed_at = timezone.now()
        super().save_model(request, obj, form, change)
