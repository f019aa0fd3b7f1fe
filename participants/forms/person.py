"""What is asked of a person: the fields staff and public forms share."""

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participants.forms.telephone import TelephoneField
from participants.models import NameOrder, Registration
from participants.queries.institutions import by_pk, match
from participants.rules.identity import arabic_key, is_latin_name, without_controls
from workshops.models import Region

UNSTATED = ("", _("Not stated"))
#: said to the person, and to staff, of an institution that is no row of the list
NOT_LISTED = _("Not in the list: kept as you wrote it, and checked by the office.")
#: between marks of direction: right to left, "25–34" would be drawn as "34–25"; what is words waits for the reader's language
_AGES = [(value, f"\u2066{label}\u2069" if isinstance(label, str) else label) for value, label in Registration.AgeBand.choices]


class NamesForm(forms.Form):
    """Who somebody is and how to reach the person. A name is needed in Latin letters (both parts) or in Arabic."""

    given_name = forms.CharField(label=_("Given name in Latin letters"), max_length=150, required=False)
    family_name = forms.CharField(label=_("Family name in Latin letters"), max_length=150, required=False)
    arabic_name = forms.CharField(
        label=_("Full name in Arabic"),
        max_length=200,
        required=False,
        help_text=_("The certificate prints both names as you write them; one of the two is enough."),
    )
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    phone = TelephoneField(label=_("Telephone"), required=False)
    function = forms.CharField(label=_("Function"), max_length=200, required=False)
    sex = forms.ChoiceField(
        label=_("Sex"), choices=[*Registration.Sex.choices, UNSTATED], required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args, workshop, **kwargs):
        super().__init__(*args, **kwargs)
        self.data = self._without_controls()
        self.workshop = workshop
        self.fields["phone"].country = workshop.country or workshop.office.country
        for name, attributes in self._attributes().items():
            self.fields[name].widget.attrs.update(attributes)

    def clean_given_name(self):
        return _latin(self.cleaned_data["given_name"])

    def clean_family_name(self):
        return _latin(self.cleaned_data["family_name"])

    def clean_arabic_name(self):
        name = self.cleaned_data["arabic_name"]
        if name and not arabic_key(name):
            raise forms.ValidationError(_("Write this name in Arabic letters."))
        return name

    def clean(self):
        data = super().clean()
        self._need_a_name(data)
        return data

    @property
    def summary(self):
        """(label, id of the control) of each field to correct, for the summary at the top."""
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors]

    def _without_controls(self):
        data = self.data.copy()
        for name in map(self.add_prefix, self.fields):
            if isinstance(data.get(name), str):
                data[name] = without_controls(data[name])
        return data

    def _attributes(self):
        latin, arabic = {"dir": "auto"}, {"dir": "rtl", "lang": "ar"}
        return {
            "given_name": latin | {"autocomplete": "given-name"},
            "family_name": latin | {"autocomplete": "family-name"},
            "arabic_name": arabic | {"autocomplete": "off"},  # a browser would fill in the Latin name
            "email": {"dir": "ltr", "autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"},
            "function": {"dir": "auto", "autocomplete": "organization-title"},
        }

    def _need_a_name(self, data):
        if data.get("arabic_name") or "arabic_name" in self.errors:
            return
        for name in ("given_name", "family_name"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Give this name, or the full name in Arabic."))


class PersonForm(NamesForm):
    """A person and the institution he or she comes from."""

    institution_name = forms.CharField(
        label=_("Institution"), max_length=300, help_text=_("Not in the list? Write its full name.")
    )
    institution = forms.CharField(widget=forms.HiddenInput, required=False)
    age_band = forms.ChoiceField(label=_("Age"), choices=[UNSTATED, *_AGES], required=False)
    region = forms.ModelChoiceField(
        Region.objects.order_by("code"), label=_("Region where you work"), required=False, empty_label=UNSTATED[1]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = self._regions()

    def clean(self):
        data = super().clean()
        self._find_institution(data)
        return data

    def _regions(self):
        regions = Region.objects.order_by("code")
        country = self.workshop.country or self.workshop.office.country
        return regions.filter(Q(country=country) | Q(country="")) if country else regions

    def _attributes(self):
        options = reverse("participants:institution_options")
        combo = {
            "data-combo-url": options,
            "data-combo-target": self["institution"].auto_id,
            "data-combo-free": NOT_LISTED,
            "dir": "auto",
        }
        return super()._attributes() | {"institution_name": combo | {"autocomplete": "organization"}}

    def _find_institution(self, data):
        """`institution` becomes the row chosen, or known by the text; else the text is a proposal."""
        tampered = self.errors.pop("institution", None)  # a hidden field: its fault is told beside the one people see
        chosen, text = "?" if tampered else data.pop("institution", ""), data.pop("institution_name", "")
        found = listed_institution(chosen, text)
        if chosen and found is None:
            self.add_error("institution_name", _("Choose an institution from the list, or write its full name."))
        data["institution"] = found
        data["institution_proposal"] = "" if found else text


class StaffPersonForm(PersonForm):
    """Everything staff may enter about a person; the address is optional: nominees may have none."""

    name_order = forms.ChoiceField(label=_("Order of names on papers"), choices=NameOrder.choices)
    nationality = forms.RegexField(
        r"^[A-Z]{2}\Z",
        label=_("Nationality"),
        required=False,
        help_text=_("Two letters, for example MA."),
        error_messages={"invalid": _("Give the two capital letters of the country.")},
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[UNSTATED, *Registration._meta.get_field("language").choices], required=False
    )
    dietary = forms.CharField(label=_("Dietary needs"), max_length=300, required=False)
    accessibility = forms.CharField(label=_("Accessibility needs"), max_length=300, required=False)
    photo_consent = forms.BooleanField(label=_("Agrees to be photographed"), required=False)
    share_name_consent = forms.BooleanField(label=_("Agrees to share the name with donors"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        self.fields["email"].help_text = _("Letters and the certificate go to this address.")
        self.fields["institution_name"].required = False
        self.fields["region"].label = _("Region")


def _latin(name):
    if name and not is_latin_name(name):
        raise forms.ValidationError(_("Write this name in Latin letters; the name in Arabic has its own field."))
    return name


def listed_institution(chosen, text):
    """The institution with the id `chosen` (as text), else the one known by `text`; None: no such row."""
    return by_pk(chosen) if chosen else match(text)
