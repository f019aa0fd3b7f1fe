"""The public registration: one page, no account. On a phone it takes at most 14 fields and taps: twelve fields are in sight."""

from django import forms
from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from participants.forms.layout import Fold, helper
from participants.forms.person import PersonForm
from participants.notice import NOTICE_VERSION


def _link_to_notice():
    """In a tab of its own: what was typed must not be lost."""
    words = _("Data-protection notice, law 09-08 (opens in a new tab)")
    return format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', reverse_lazy("participants:privacy"), words)


def _groups(*names):
    """The groups of fields; `names` in the order in which readers of the page's language write them."""
    return (
        (_("You"), *names, "email", "phone", "sex", "age_band"),
        (_("Your work"), "institution_name", "institution", "function"),
        Fold(_("Region, dietary or accessibility needs"), "region", "needs"),
        (_("Your agreement"), "notice", "photo_consent", "share_name_consent"),
    )


class RegistrationForm(PersonForm):
    """The language of letters is that of the page; the order of names is asked for on the person's own page."""

    needs = forms.CharField(
        label=_("Dietary or accessibility needs"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("Seen by logistics only, erased 30 days after the workshop."),
    )
    notice = forms.BooleanField(
        label=_("I have read the data-protection notice"),
        help_text=lazy(_link_to_notice, str)(),
        error_messages={"required": _("Please read the notice and tick this box.")},
    )
    photo_consent = forms.BooleanField(label=_("I agree to appear in photographs"), required=False)
    share_name_consent = forms.BooleanField(label=_("I agree that my name is shared with the donors"), required=False)
    #: people do not see this field; programs fill it
    website = forms.CharField(required=False, max_length=200)

    helper = helper(*_groups("given_name", "family_name", "arabic_name"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if get_language() == "ar":
            self.helper = helper(*_groups("arabic_name", "given_name", "family_name"))

    @property
    def is_from_a_program(self):
        return bool(self.data.get("website"))

    def clean(self):
        data = super().clean()
        language = (get_language() or "en")[:2]
        data |= {"language": language, "notice_language": language, "notice_version": NOTICE_VERSION}
        return data | {"accessibility": data.get("needs", "")}
