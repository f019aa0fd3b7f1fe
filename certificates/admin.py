"""Certificates in the admin: found and read here; state changes go through the same actions as on the office's pages."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from accounts.admin import HistoryAdmin, ReadOnlyAdmin
from certificates.actions.files import retry_files
from certificates.models import Certificate, CertificateEvent, Erasure, IssueBatch, NumberSequence, Signatory
from certificates.queries import progress
from certificates.tasks import enqueue


@admin.register(Signatory)
class SignatoryAdmin(HistoryAdmin, TranslationAdmin):
    list_display = ["name", "title", "office", "position", "active"]
    list_filter = ["active", "office"]
    search_fields = ["name", "title_en", "title_fr", "title_ar"]
    list_select_related = ["office"]


@admin.register(NumberSequence)
class NumberSequenceAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["office", "year", "last"]
    list_filter = ["year", "office"]
    search_fields = ["office__code"]
    list_select_related = ["office"]


@admin.register(IssueBatch)
class IssueBatchAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["workshop", "by", "created_at", "finished_at", "made"]
    list_filter = [("finished_at", admin.EmptyFieldListFilter), "workshop__office"]
    search_fields = ["workshop__code"]
    date_hierarchy = "created_at"
    list_select_related = ["workshop", "by"]
    list_per_page = 25

    @admin.display(description=_("files made"))
    def made(self, batch):
        counts = progress(batch)
        return f"{counts['stored']} / {counts['total']}"


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["number", "registration", "workshop", "kind", "state", "issued_at", "stored_at", "attempts", "error"]
    list_filter = ["state", "kind", "year", ("stored_at", admin.EmptyFieldListFilter), "office"]
    search_fields = ["number", "workshop__code", "registration__search_key", "registration__key", "sha256"]
    date_hierarchy = "issued_at"
    list_select_related = ["registration", "workshop"]
    actions = ["retry", "revoke", "reissue"]

    @admin.action(description=_("Make the missing files again"))
    def retry(self, request, queryset):
        ids = retry_files(certificates=queryset)
        enqueue(ids)
        self.message_user(request, _("%(count)d files are queued.") % {"count": len(ids)})

    @admin.action(description=_("Revoke one certificate (asks for the reason)"))
    def revoke(self, request, queryset):
        return self._page_of_one(request, queryset, "certificates:revoke")

    @admin.action(description=_("Correct and replace one certificate"))
    def reissue(self, request, queryset):
        return self._page_of_one(request, queryset, "certificates:reissue")

    def _page_of_one(self, request, queryset, page):
        """Both acts need a reason and name what they end: their own page asks for it."""
        chosen = list(queryset.current().order_by("pk")[:2])
        if len(chosen) == 1:
            return redirect(page, chosen[0].pk)
        self.message_user(request, _("Choose exactly one certificate that is in force."), messages.WARNING)
        return None


@admin.register(CertificateEvent)
class CertificateEventAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["certificate", "kind", "at", "by"]
    list_filter = ["kind", "certificate__office"]
    search_fields = ["certificate__number", "certificate__workshop__code"]
    date_hierarchy = "at"
    list_select_related = ["certificate", "by"]


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["participant", "state", "keep_name", "asked_at", "decided_at", "decided_by", "office"]
    list_filter = ["state", "keep_name", "office"]
    search_fields = ["reason", "participant__search_key"]
    date_hierarchy = "decided_at"
    list_select_related = ["participant", "decided_by", "office"]
