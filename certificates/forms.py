"""What people type about certificates: a reason, a corrected name, an address to verify."""

import re

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.comparing import MOST_BYTES
from participants.models import Registration
from workshops.models import Facilitator

TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")


class _Crispy:
    """The form's tag and buttons are the template's."""

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        return helper


class ReasonForm(_Crispy, forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the history of this office."),
    )


class WishForm(_Crispy, forms.Form):
    """What certificates say once their holder is erased: their holder alone decides."""

    certificates = forms.ChoiceField(
        label=_("Certificates"),
        choices=[
            ("keep", _("Go on saying the name: whoever scans one reads whom it was given to")),
            ("withhold", _("No longer say the name: the file goes too, its number and fingerprint stay")),
        ],
        widget=forms.RadioSelect,
        initial="keep",
    )


class EraseForm(WishForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept in the history of this office. Name nobody here."),
    )


class ReissueForm(_Crispy, forms.ModelForm):
    """The names to print, as the registration keeps them, and why they change."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    class Meta:
        model = Registration
        fields = ["given_name", "family_name", "arabic_name", "name_order"]
        widgets = {"arabic_name": forms.TextInput(attrs={"lang": "ar", "dir": "rtl"})}

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("given_name", "family_name", "arabic_name")):
            raise forms.ValidationError(_("Give a name in at least one script."))
        return cleaned


class TeacherReissueForm(_Crispy, forms.ModelForm):
    """The names of a facilitator to print, and why they change."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    class Meta:
        model = Facilitator
        fields = ["name", "arabic_name"]
        widgets = {"arabic_name": forms.TextInput(attrs={"lang": "ar", "dir": "rtl"})}


class VerifyForm(_Crispy, forms.Form):
    """A pasted address, or the token alone; sent by GET, so without a token of ours in the address."""

    @property
    def helper(self):
        helper = super().helper
        helper.disable_csrf = True
        return helper

    link = forms.CharField(
        label=_("Address printed under the code"),
        max_length=500,
        widget=forms.TextInput(
            attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "inputmode": "url"}
        ),
    )

    def clean_link(self):
        """The token at the end of what was pasted."""
        token = self.cleaned_data["link"].strip().rstrip("/").rsplit("/", 1)[-1]
        if not TOKEN.fullmatch(token):
            raise forms.ValidationError(_("This is not the address of a certificate. Copy it whole, up to its last letter."))
        return token


class CompareForm(_Crispy, forms.Form):
    """The PDF to compare; it was hashed on its way in (`certificates.comparing`)."""

    file = forms.FileField(
        label=_("PDF of the certificate"), widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}), max_length=500
    )

    def clean_file(self):
        """The Fingerprinted file. One that is too large never arrives whole, and never is the one issued."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            too_large = _("This file is larger than %(size)d MB: no certificate is.")
            raise forms.ValidationError(too_large, params={"size": MOST_BYTES >> 20})

        if not file.is_pdf:
            raise forms.ValidationError(_("This is not a PDF. Send the file of the certificate itself, no picture."))
        return file
