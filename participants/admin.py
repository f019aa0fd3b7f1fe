"""Institutions, persons and registrations for administrators.

The disability answer is not here on purpose: it is shown to nobody per person on any page (product.md, What belongs to
whom). Registrations are read here; what becomes of them goes through the same actions as on the office's pages.
"""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin import HistoryAdmin, LoggedReading
from accounts.history import Actor
from participants import admin_nominations
from participants.actions import registrations as actions
from participants.models import AccessLink, Institution, InstitutionAlias, InstitutionName, Participant, Registration
from participants.rules.identity import folded

__all__ = ["admin_nominations"]  # its pages are registered as it is read


class NameInline(admin.TabularInline):
    model = InstitutionName
    extra = 0


class AliasInline(admin.TabularInline):
    model = InstitutionAlias
    fields = ["alias", "position"]
    extra = 0


@admin.register(Institution)
class InstitutionAdmin(HistoryAdmin, admin.ModelAdmin):
    list_display = ["key", "acronym", "label", "type"]
    list_filter = ["type"]
    search_fields = ["key", "acronym", "names__name_en", "names__name_fr", "names__name_ar", "aliases__folded"]
    inlines = [NameInline, AliasInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("names")

    def save_formset(self, request, form, formset, change):
        for inline in formset.forms:
            if isinstance(inline.instance, InstitutionAlias):
                inline.instance.folded = folded(inline.instance.alias)[:300]
        super().save_formset(request, form, formset, change)


@admin.register(Participant)
class ParticipantAdmin(LoggedReading, HistoryAdmin, admin.ModelAdmin):
    list_display = ["display_name", "arabic_name", "email", "office", "language", "created_at"]
    list_filter = ["office", "language"]
    list_select_related = ["office"]
    search_fields = ["search_key"]
    date_hierarchy = "created_at"
    readonly_fields = ["office", "email", "created_at"]  # the address is what makes two registrations one person

    def has_add_permission(self, request):
        return False

    def save_model(self, request, obj, form, change):
        obj.search_key = actions.search_key(obj)
        super().save_model(request, obj, form, change)


@admin.register(Registration)
class RegistrationAdmin(LoggedReading, admin.ModelAdmin):
    list_display = ["key", "display_name", "arabic_name", "workshop", "institution", "origin", "status", "rank", "created_at"]
    list_filter = ["status", "origin", "sex", "language", "workshop__office"]
    list_select_related = ["workshop", "institution"]
    search_fields = ["search_key", "workshop__code", "key"]
    date_hierarchy = "created_at"
    exclude = ["function_en", "function_fr", "function_ar"]
    actions = ["confirm", "waitlist", "withdraw"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("institution__names")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.action(description=_("Confirm the selected registrations"), permissions=["view"])
    def confirm(self, request, queryset):
        self._each(request, queryset, actions.confirm)

    @admin.action(description=_("Waitlist the selected registrations"), permissions=["view"])
    def waitlist(self, request, queryset):
        self._each(request, queryset, actions.waitlist)

    @admin.action(description=_("Note the withdrawal of the selected registrations"), permissions=["view"])
    def withdraw(self, request, queryset):
        self._each(request, queryset, actions.withdraw)

    def _each(self, request, queryset, action):
        done = refused = 0
        for registration in queryset.order_by("position", "pk"):
            try:
                action(registration=registration, by=Actor.of(request.user), now=timezone.now())
                done += 1
            except actions.Refused:
                refused += 1
        self.message_user(request, ngettext("%d registration changed.", "%d registrations changed.", done) % done)
        if refused:
            text = ngettext("%d registration left as it is.", "%d registrations left as they are.", refused)
            self.message_user(request, text % refused, messages.WARNING)


@admin.register(AccessLink)
class AccessLinkAdmin(HistoryAdmin, admin.ModelAdmin):
    """Links can be taken away, never read: the token is in its letter alone."""

    list_display = ["registration", "workshop", "created_at", "expires_at"]
    list_select_related = ["registration__workshop"]
    list_filter = ["registration__workshop__office"]
    search_fields = ["registration__search_key", "registration__workshop__code"]
    date_hierarchy = "created_at"
    fields = readonly_fields = ["registration", "created_at", "expires_at"]

    def has_add_permission(self, request):
        return False

    @admin.display(description=_("workshop"))
    def workshop(self, link):
        return link.registration.workshop
