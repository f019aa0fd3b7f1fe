"""Institutions, persons and registrations for administrators.

The disability answer is not here on purpose: it is shown to nobody per person on any page (product.md, What belongs to
whom). Registrations are read here; what becomes of them goes through the same actions as on the office's pages.
"""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin import HistoryAdmin, LoggedReading, ReadOnlyAdmin
from accounts.history import Actor
from participants import admin_nominations
from participants.actions import registrations as actions
from participants.actions.institutions import check_arabic_name
from participants.actions.merging import MergeRefused, propose_again, undo_institution_merge, undo_merge
from participants.models import (
    AccessLink,
    Distinct,
    Institution,
    InstitutionAlias,
    InstitutionMerge,
    InstitutionName,
    Merge,
    Participant,
    Registration,
    Settlement,
)
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
    list_display = ["key", "acronym", "label", "type", "arabic_name_checked", "successor", "merged_into"]
    list_filter = ["type", "arabic_name_checked", ("merged_into", admin.EmptyFieldListFilter)]
    list_select_related = ["successor", "merged_into"]
    readonly_fields = ["successor", "succeeded_on", "merged_into"]  # set by the actions of the office's pages, which check them
    actions = ["mark_checked"]
    search_fields = ["key", "acronym", "names__name_en", "names__name_fr", "names__name_ar", "aliases__folded"]
    inlines = [NameInline, AliasInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("names", "successor__names", "merged_into__names")

    @admin.action(description=_("Mark the Arabic names as checked"), permissions=["change"])
    def mark_checked(self, request, queryset):
        for institution in queryset.current().order_by("pk"):
            check_arabic_name(institution=institution, by=Actor.of(request.user), now=timezone.now())

    def save_formset(self, request, form, formset, change):
        for inline in formset.forms:
            if isinstance(inline.instance, InstitutionAlias):
                inline.instance.folded = folded(inline.instance.alias)[:300]
        super().save_formset(request, form, formset, change)


@admin.register(Participant)
class ParticipantAdmin(LoggedReading, HistoryAdmin, admin.ModelAdmin):
    list_display = ["display_name", "arabic_name", "email", "office", "language", "created_at", "merged_into"]
    list_filter = ["office", "language", ("merged_into", admin.EmptyFieldListFilter)]
    list_select_related = ["office", "merged_into"]
    search_fields = ["search_key"]
    date_hierarchy = "created_at"
    #: the address is what makes two registrations one person; merging has its own page
    readonly_fields = ["office", "email", "created_at", "merged_into"]

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


class UndoneByAction(ReadOnlyAdmin):
    """What a human confirmed is read here; it is taken back by the same action as on the office's pages."""

    date_hierarchy = "at"
    list_filter = [("undone_at", admin.EmptyFieldListFilter)]
    actions = ["undo"]
    undo_action = None

    @admin.action(description=_("Undo the selected merges"), permissions=["view"])
    def undo(self, request, queryset):
        refused = 0
        for merge in queryset.order_by("-at", "-pk"):
            try:
                type(self).undo_action(merge=merge, by=Actor.of(request.user), now=timezone.now())
            except MergeRefused:
                refused += 1
        if refused:
            text = ngettext("%d merge cannot be undone any more.", "%d merges cannot be undone any more.", refused)
            self.message_user(request, text % refused, messages.WARNING)


@admin.register(Merge)
class MergeAdmin(LoggedReading, UndoneByAction, admin.ModelAdmin):
    list_display = ["kept", "merged", "by", "at", "undone_at"]
    list_select_related = ["kept", "merged", "by"]
    search_fields = ["kept__search_key", "merged__search_key"]
    undo_action = staticmethod(undo_merge)


@admin.register(InstitutionMerge)
class InstitutionMergeAdmin(UndoneByAction, admin.ModelAdmin):
    list_display = ["kept", "merged", "by", "at", "undone_at"]
    list_select_related = ["kept", "merged", "by"]
    search_fields = ["kept__key", "merged__key"]
    undo_action = staticmethod(undo_institution_merge)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("kept__names", "merged__names")


@admin.register(Distinct)
class DistinctAdmin(LoggedReading, ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["one", "other", "by", "at"]
    list_select_related = ["one", "other", "by"]
    search_fields = ["one__search_key", "other__search_key"]
    date_hierarchy = "at"
    actions = ["propose"]

    @admin.action(description=_("Propose the selected pairs again"), permissions=["view"])
    def propose(self, request, queryset):
        for pair in queryset.select_related("one__office", "other__office").order_by("pk"):
            propose_again(distinct=pair, by=Actor.of(request.user), now=timezone.now())


@admin.register(Settlement)
class SettlementAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["text", "institution", "is_new", "by", "at", "undone_at"]
    list_select_related = ["institution", "by"]
    search_fields = ["text"]
    date_hierarchy = "at"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("institution__names")
