"""Filtering letters, and what is asked to be done with them."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from mailing.models import Letter

ANY = ("", _("Any"))
SORTS = ("newest", "urgency", "to", "leaves")
FARTHEST = timedelta(days=366)


class LetterFilterForm(forms.Form):
    """The filters of a list of letters, from the address. What it does not know it leaves out."""

    q = forms.CharField(label=_("Recipient"), max_length=200, required=False)
    state = forms.ChoiceField(label=_("State"), choices=[ANY, *Letter.State.choices], required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    batch = forms.IntegerField(min_value=1, max_value=2**31, required=False, widget=forms.HiddenInput)
    sort = forms.ChoiceField(choices=[(key, key) for key in SORTS], required=False, widget=forms.HiddenInput)

    def __init__(self, *args, kinds=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [ANY, *kinds]

    def known(self):
        """{filter: value} of those that were given and make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class SendAtField(forms.DateTimeField):
    """A time on the clock of the office, which the view makes the current one; empty: as soon as may be."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    input_formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


def not_too_far(send_at, now):
    """Refuse a time that must be a slip of the keyboard."""
    if send_at and send_at > now + FARTHEST:
        raise forms.ValidationError(_("Give a time within a year."))
    if send_at and send_at < now - timedelta(minutes=5):
        raise forms.ValidationError(_("This time is past. Leave it empty to send now."))
    return send_at


class ActForm(forms.Form):
    """One act on the letters ticked, or on a message to several people."""

    verb = forms.ChoiceField(choices=[(verb, verb) for verb in ("retry", "cancel", "hold", "release", "time")])
    send_at = SendAtField(label=_("Leaves at"), required=False)

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_send_at(self):
        return not_too_far(self.cleaned_data["send_at"], self.now)
