"""The forms of the list of institutions: names, aliases, succession, merging, proposals."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from participants.forms.layout import helper
from participants.queries.institutions import by_pk, match
from participants.rules.identity import arabic_key, folded, without_controls
from workshops.forms.fields import DayField, in_languages

LANGUAGES = list(Language.values)


class Form(forms.Form):
    """Text without the signs that turn the direction of writing; what is to be corrected is summed up at the top."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.data = self.data.copy()
            for name in self.fields:
                if isinstance(self.data.get(name), str):
                    self.data[name] = without_controls(self.data[name])

    @property
    def summary(self):
        """(label, id of the control) of each field to correct."""
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors]


class NamesForm(Form):
    """A name in three languages, one of them at least."""

    name_en = forms.CharField(max_length=300, required=False)
    name_fr = forms.CharField(max_length=300, required=False)
    name_ar = forms.CharField(max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_languages(self, "name", _("Name"))

    def clean_name_ar(self):
        name = self.cleaned_data["name_ar"]
        if name and not arabic_key(name):
            raise forms.ValidationError(_("Write this name in Arabic letters."))
        return name

    def clean(self):
        data = super().clean()
        if not any(data.get(f"name_{code}") or f"name_{code}" in self.errors for code in LANGUAGES):
            self.add_error("name_en", _("Give the name in one language at least."))
        return data

    def names(self):
        """{name_en: …} as the actions take it."""
        return {f"name_{code}": self.cleaned_data[f"name_{code}"] for code in LANGUAGES}


class KindForm(Form):
    """Type and acronym. Types are an open list: those in use are offered, another may be written."""

    type = forms.RegexField(
        r"^[a-z][a-z0-9_]*\Z",
        label=_("Type"),
        max_length=40,
        help_text=_("A short code such as ministry or law_enforcement; those in use are offered as you type."),
        error_messages={"invalid": _("Use small Latin letters, digits and underscores; begin with a letter.")},
    )
    acronym = forms.CharField(label=_("Acronym"), max_length=40, required=False)
    helper = helper((_("Kind"), "type", "acronym"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["type"].widget.attrs |= {"list": "institution-types", "dir": "ltr", "autocomplete": "off"}
        self.fields["acronym"].widget.attrs |= {"dir": "auto"}

    def kind(self):
        return {"type": self.cleaned_data["type"], "acronym": self.cleaned_data["acronym"]}


class InstitutionForm(KindForm, NamesForm):
    """A new institution."""

    helper = helper((_("Name"), "name_en", "name_fr", "name_ar"), (_("Kind"), "type", "acronym"))


class NameForm(NamesForm):
    """A dated name; the first has no day."""

    valid_from = DayField(label=_("Valid from"), required=False, help_text=_("Leave empty for the first name, valid since ever."))
    helper = helper((_("Name"), "name_en", "name_fr", "name_ar"), (_("Since when"), "valid_from"))


class AliasForm(Form):
    alias = forms.CharField(label=_("Another way it is written"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))

    def clean_alias(self):
        alias = self.cleaned_data["alias"]
        if not folded(alias):
            raise forms.ValidationError(_("Write letters or digits: it is searched by them."))
        return alias


class ChoiceForm(Form):
    """One institution of the list, by typing: `chosen` is the row."""

    institution_name = forms.CharField(label=_("Institution"), max_length=300, required=False)
    institution = forms.CharField(widget=forms.HiddenInput, required=False)
    is_needed = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution_name"].widget.attrs |= {
            "data-combo-url": reverse("participants:institution_options"),
            "data-combo-target": self["institution"].auto_id,
            "dir": "auto",
            "autocomplete": "off",
        }

    def clean(self):
        data = super().clean()
        data["chosen"] = self._chosen(data.get("institution", ""), data.get("institution_name", ""))
        return data

    def _chosen(self, pk, text):
        found = by_pk(pk) if pk else match(text)
        if found is None and (text or pk or self.is_needed):
            self.add_error("institution_name", _("Choose an institution from the list."))
        return found


class MergeForm(ChoiceForm):
    helper = helper((_("The other row"), "institution_name", "institution"))


class SuccessorForm(ChoiceForm):
    """Who took over and when; left empty, nobody."""

    is_needed = False
    on = DayField(label=_("Since"), required=False)
    helper = helper((_("Who took over"), "institution_name", "institution", "on"))

    def clean(self):
        data = super().clean()
        if data.get("chosen") and not data.get("on") and "on" not in self.errors:
            self.add_error("on", _("Give the day on which it took over."))
        return data


class SettleForm(ChoiceForm):
    """What a proposal is: an institution of the list, perhaps with the text as an alias."""

    keep_alias = forms.BooleanField(label=_("Whoever writes this again finds the institution"), required=False, initial=True)
    helper = helper((_("An institution of the list"), "institution_name", "institution", "keep_alias"))
