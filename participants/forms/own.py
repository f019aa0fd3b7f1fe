"""What a person corrects on the own page: the fields that are still open, with what is held now in them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.forms.layout import helper
from participants.forms.person import PersonForm
from participants.models import NameOrder, Registration

_GROUPS = (
    (_("You"), "given_name", "family_name", "arabic_name", "phone", "sex", "age_band", "language"),
    (_("Your certificate"), "name_order"),
    (_("Your work"), "institution_name", "institution", "function", "region"),
    (_("Your needs"), "dietary", "accessibility"),
    (_("Your agreement"), "photo_consent", "share_name_consent"),
)
#: fields of the form that write another one of the registration
_WRITES = {"institution_name": "institution"}


class OwnForm(PersonForm):
    """`fields_open`: the names of what may be corrected; everything else is left out."""

    #: (legend, *fields) in the order of the page
    groups = _GROUPS
    name_order = forms.ChoiceField(label=_("Order of names on papers"), choices=NameOrder.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of your letters"), choices=Registration._meta.get_field("language").choices)
    dietary = forms.CharField(label=_("Dietary needs"), max_length=300, required=False)
    accessibility = forms.CharField(
        label=_("Dietary or accessibility needs"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("Seen by logistics only, erased 30 days after the workshop."),
    )
    photo_consent = forms.BooleanField(label=_("I agree to appear in photographs"), required=False)
    share_name_consent = forms.BooleanField(label=_("I agree that my name is shared with the donors"), required=False)

    def __init__(self, *args, registration, fields_open, **kwargs):
        held, typed = _held(registration), kwargs.pop("initial", None)
        if typed is not None:  # what was typed before the language changed; a box without a tick is not among it
            held |= {"photo_consent": False, "share_name_consent": False} | typed
        super().__init__(*args, workshop=registration.workshop, initial=held, **kwargs)
        self.held = _held(registration)
        if not registration.dietary:
            del self.fields["dietary"]  # one question is enough where staff did not ask two
        for name in [name for name in self.fields if _WRITES.get(name, name) not in fields_open]:
            del self.fields[name]
        groups = [(legend, *(name for name in names if name in self.fields)) for legend, *names in self.groups]
        self.helper = helper(*(group for group in groups if len(group) > 1))

    def corrections(self):
        """{field of the registration: clean value} of what this form asked; `email` is not among it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "email"}

    def _need_a_name(self, data):
        if "given_name" in self.fields:
            super()._need_a_name(data)

    def _find_institution(self, data):
        if "institution_name" not in self.fields:
            return
        text_changed = data.get("institution_name") != self.held["institution_name"]
        if text_changed and data.get("institution") == str(self.held["institution"]):
            data["institution"] = ""  # no script emptied the choice when another text was typed
        super()._find_institution(data)


def _held(registration):
    names = [
        "given_name", "family_name", "arabic_name", "name_order", "sex", "age_band", "region", "function", "dietary",
        "accessibility", "photo_consent", "share_name_consent", "language",
    ]  # fmt: skip
    return {name: getattr(registration, name) for name in names} | {
        "phone": registration.phone.as_international if registration.phone else "",
        "institution": registration.institution_id or "",
        "institution_name": registration.institution_label,
    }
