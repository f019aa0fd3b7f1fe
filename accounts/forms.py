"""django-allauth's forms, made to read well from right to left."""

from allauth.account import forms as allauth_forms
from django.utils.translation import gettext_lazy as _

LATIN = {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}


class LoginForm(allauth_forms.LoginForm):
    """Signing in: an address and a password run from left to right in every language; labels need no placeholder."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        for name in ("login", "password"):
            _as_latin(self.fields[name])


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """Asking for a new password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        _as_latin(self.fields["email"])


def _as_latin(field):
    field.widget.attrs |= LATIN
    field.widget.attrs.pop("placeholder", None)
