"""Projects and donors."""

import re

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms import fields as f
from workshops.forms.layouts import DONOR, PROJECT
from workshops.models import Donor, Project


class ProjectForm(forms.ModelForm):
    code = forms.CharField(label=_("Code"), max_length=60, validators=[f.IDENTIFIER])
    start = f.DayField(label=_("First day"), required=False)
    end = f.DayField(label=_("Last day"), required=False)
    budget_amount = f.AmountField(label=_("Budget"))
    budget_currency = f.CurrencyField(label=_("Currency"), required=False)
    country_codes = forms.CharField(
        label=_("Countries"), required=False, max_length=200, help_text=_("Two-letter codes, such as MA, TN, EG.")
    )
    donors = forms.ModelMultipleChoiceField(
        label=_("Donors"), required=False, queryset=Donor.objects.order_by("key"), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Project
        fields = [
            "code", "title_en", "title_fr", "title_ar", "type", "start", "end", "budget_amount", "budget_currency",
            "source", "donors",
        ]  # fmt: skip
        labels = {"type": _("Type"), "source": _("Source")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = PROJECT
        f.in_languages(self, "title", _("Title"))
        self.fields["source"].help_text = _("Where the project is described to the public.")
        if self.instance.pk:
            self.fields["code"].disabled = True
            self.fields["code"].validators = []
            self.initial["country_codes"] = ", ".join(self.instance.countries)

    def clean_code(self):
        code = self.cleaned_data["code"]
        if code.lower() in f.RESERVED:
            raise forms.ValidationError(_("This word is an address of its own. Choose another code."))
        return code

    def clean_country_codes(self):
        codes = [code for code in re.split(r"[\s,;]+", self.cleaned_data["country_codes"].upper()) if code]
        if not all(re.fullmatch("[A-Z]{2}", code) for code in codes):
            raise forms.ValidationError(_("Give two-letter country codes with commas between them."))
        return list(dict.fromkeys(codes))

    def clean(self):
        data = super().clean()
        titles = ("title_en", "title_fr", "title_ar")
        if not any(data.get(name) for name in titles) and not any(name in self.errors for name in titles):
            self.add_error("title_en", _("Give the title in at least one language."))
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _("The last day lies before the first."))
        if data.get("budget_amount") is not None and not data.get("budget_currency") and "budget_currency" not in self.errors:
            self.add_error("budget_currency", _("Give the currency of the budget."))
        return data

    def values(self):
        """The keyword arguments of `save_project`."""
        data = self.cleaned_data
        values = {name: data[name] for name in self.Meta.fields if name != "donors"} | {"countries": data["country_codes"]}
        return {"values": values, "donors": list(data["donors"])}


class DonorForm(forms.ModelForm):
    key = forms.CharField(
        label=_("Identifier"), max_length=60, validators=[f.IDENTIFIER], help_text=_("The short name, such as SDC or EU.")
    )

    class Meta:
        model = Donor
        fields = ["key", "name_en", "name_fr", "name_ar", "iati_org_ref", "iati_org_type"]
        labels = {"iati_org_ref": _("IATI organisation reference"), "iati_org_type": _("IATI organisation type")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = DONOR
        f.in_languages(self, "name", _("Name"))

    def clean(self):
        data = super().clean()
        names = ("name_en", "name_fr", "name_ar")
        if not any(data.get(name) for name in names) and not any(name in self.errors for name in names):
            self.add_error("name_en", _("Give the name in at least one language."))
        return data

    def values(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
