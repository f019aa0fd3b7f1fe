"""Users, offices and the history in Django's admin; and the mixin that records what the admin of any app changes."""

from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from accounts.actions import send_invitation
from accounts.history import Actor, record
from accounts.logos import LogoField
from accounts.models import HistoryEntry, Membership, Office, User

admin.site.site_header = admin.site.site_title = _("Warsha administration")
admin.site.index_title = _("Reference lists, users and offices")
admin.site.login = secure_admin_login(admin.site.login)  # one sign-in page, with its rate limit and second factor
admin.site.has_permission = lambda request: request.user.is_active and request.user.is_superuser
admin.site.unregister(Group)  # what somebody may do follows from memberships alone

#: never in the history, changed or not
SECRET = {"password"}


class HistoryAdmin:
    """Mixin before ModelAdmin: every save and deletion becomes an entry of the one history; no log beside it."""

    def save_model(self, request, obj, form, change):
        before = _values(self.model.objects.get(pk=obj.pk), form.changed_data) if change else {}
        super().save_model(request, obj, form, change)
        if form.changed_data or not change:
            after = _values(obj, form.changed_data, form.cleaned_data)
            _record(request, obj, "changed" if change else "created", before, after)

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        for obj in formset.new_objects:
            _record(request, obj, "created", {}, {})
        for obj, changed in formset.changed_objects:
            _record(request, obj, "changed", {}, _values(obj, changed))
        for obj in formset.deleted_objects:
            _record(request, obj, "deleted", {}, {}, pk=getattr(obj, "pk", None))

    def delete_model(self, request, obj):
        pk, office = obj.pk, _office(obj)
        super().delete_model(request, obj)
        _record(request, obj, "deleted", {}, {}, pk=pk, office=office)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)

    def history_view(self, request, object_id, extra_context=None):
        """The history of a row is a search in the one history."""
        query = urlencode({"content_type__model": self.opts.model_name, "object_id": object_id})
        return HttpResponseRedirect(f"{reverse('admin:accounts_historyentry_changelist')}?{query}")

    def log_addition(self, request, obj, message):
        pass

    def log_change(self, request, obj, message):
        pass

    def log_deletions(self, request, queryset):
        pass


class LogoAdmin:
    """Mixin before ModelAdmin of rows with a `logo`: an uploaded one is drawn anew before it is kept."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "logo":
            return LogoField(label=capfirst(db_field.verbose_name), help_text=db_field.help_text, required=False)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class LoggedReading:
    """Mixin before ModelAdmin of rows about people: an administrator who opens one leaves an entry (product.md, permissions)."""

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and request.method == "GET":
            _record(request, obj, "viewed", {}, {})
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


class ReadOnlyAdmin:
    """Mixin before ModelAdmin for rows that are only ever added, and not here."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def _values(obj, names, cleaned=None):
    """{field: text} of the changed columns of `obj`; of relations to many, the keys (`cleaned`: as they will be)."""
    values = {}
    for field in [*obj._meta.concrete_fields, *obj._meta.many_to_many]:
        if field.name not in names or field.name in SECRET:
            continue
        if field.many_to_many:
            rows = cleaned[field.name] if cleaned and field.name in cleaned else getattr(obj, field.name).all()
            values[field.name] = sorted(str(row.pk) for row in rows)
        else:
            value = field.value_from_object(obj)
            values[field.name] = value if value is None else str(value)
    return values


def _record(request, obj, verb, before, after, **known):
    obj.pk = known.get("pk") or obj.pk  # a deleted row is named by the key it had
    office = known.get("office") or (None if verb == "deleted" else _office(obj))
    record(by=Actor.of(request.user), now=timezone.now(), obj=obj, verb=verb, office=office, before=before, after=after)


def _office(obj):
    if isinstance(obj, Office):
        return obj
    return getattr(obj, "office", None) or getattr(getattr(obj, "workshop", None), "office", None)


class UserForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["email", "name", "language", "is_active", "is_superuser"]
        labels = {"is_superuser": _("Administrator")}
        help_texts = {"is_superuser": _("Enters this administration; sees every office.")}

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is an account with this e-mail already."))
        return email


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 1
    autocomplete_fields = ["office"]


@admin.register(User)
class UserAdmin(HistoryAdmin, admin.ModelAdmin):
    form = UserForm
    list_display = ["name", "email", "language", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser", "language", "memberships__office", "memberships__role"]
    search_fields = ["name", "email"]
    ordering = ["name", "id"]
    date_hierarchy = "date_joined"
    inlines = [MembershipInline]
    actions = ["invite_again"]

    def save_model(self, request, obj, form, change):
        """A new person gets no password but the letter with the link to set one."""
        obj.is_staff = obj.is_superuser
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            send_invitation(user=obj)

    @admin.action(description=_("Send the invitation letter again"), permissions=["change"])
    def invite_again(self, request, queryset):
        waiting = [user for user in queryset.filter(is_active=True) if not user.has_usable_password()]
        for user in waiting:
            send_invitation(user=user)
            _record(request, user, "invited", {}, {})
        self.message_user(request, _("Invitations sent: %(count)s") % {"count": len(waiting)})


@admin.register(Office)
class OfficeAdmin(HistoryAdmin, LogoAdmin, TranslationAdmin):
    list_display = ["code", "name", "country", "timezone"]
    search_fields = ["code", "name_en", "name_fr", "name_ar"]
    list_filter = ["country"]
    ordering = ["code"]


@admin.register(Membership)
class MembershipAdmin(HistoryAdmin, admin.ModelAdmin):
    list_display = ["user", "office", "role"]
    list_filter = ["role", "office"]
    search_fields = ["user__name", "user__email", "office__code"]
    autocomplete_fields = ["user", "office"]
    list_select_related = ["user", "office"]


@admin.register(HistoryEntry)
class HistoryEntryAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["at", "verb_label", "content_type", "object_id", "office", "actor_kind", "user", "reason"]
    list_filter = ["actor_kind", "office", ("content_type", admin.RelatedOnlyFieldListFilter), "verb"]
    search_fields = ["verb", "reason", "object_id", "user__name", "user__email"]
    date_hierarchy = "at"
    list_select_related = ["content_type", "office", "user"]
    show_full_result_count = False

    def lookup_allowed(self, lookup, value, request=None):
        return lookup in ("content_type__model", "object_id") or super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("action"))
    def verb_label(self, entry):
        return entry.verb_label
