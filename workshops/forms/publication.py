"""What an IATI file says of a project beside its title, dates and money."""

import re
from decimal import Decimal, InvalidOperation

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from workshops import codelists
from workshops.forms import fields as f
from workshops.forms.layouts import publication
from workshops.models import Organisation, Project, ProjectPartner

SECTOR_ROWS = (1, 2, 3)
ROLES = {"accountable": "2", "extending": "3", "implementing": "4"}
_CHOOSE = ("", "—")


class PublicationForm(forms.ModelForm):
    """A project's data for IATI; everything may be left out, and the export says what is missing."""

    reporting_org = forms.ModelChoiceField(
        label=_("Reporting organisation"),
        required=False,
        queryset=Organisation.objects.order_by("name", "pk"),
        help_text=_("Who publishes the file. Left out: the organisation of the office that holds the workshops."),
    )
    shares = forms.CharField(
        label=_("Shares of the countries"),
        required=False,
        max_length=300,
        help_text=_("Percent of the budget for each country when there are several, such as MA 50, TN 30, EG 20."),
    )

    class Meta:
        model = Project
        fields = [
            "description_en", "description_fr", "description_ar", "activity_status", "reporting_org",
            "flow_type", "finance_type", "aid_type", "tied_status",
        ]  # fmt: skip
        labels = {
            "activity_status": _("Status"),
            "flow_type": _("Kind of flow"),
            "finance_type": _("Kind of finance"),
            "aid_type": _("Kind of aid"),
            "tied_status": _("Tied or untied"),
        }
        help_texts = {"activity_status": _("Left out: what follows from the dates.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        f.in_languages(self, "description", _("Description"))
        for language in ("en", "fr", "ar"):
            self.fields[f"description_{language}"].widget.attrs |= {"rows": 4}
        self.initial["shares"] = ", ".join(f"{code} {percent}" for code, percent in self.instance.country_shares.items())
        self._add_partners()
        self._add_sectors()
        self._add_markers()
        self.helper.layout = publication(SECTOR_ROWS, codelists.MARKERS)

    def _add_partners(self):
        labels = {"accountable": _("Accountable"), "extending": _("Extending"), "implementing": _("Implementing")}
        partners = list(self.instance.partners.order_by("role", "organisation"))
        for name, role in ROLES.items():
            self.fields[name] = forms.ModelMultipleChoiceField(
                label=labels[name],
                required=False,
                queryset=Organisation.objects.order_by("name", "pk"),
                widget=forms.CheckboxSelectMultiple,
            )
            self.initial[name] = [partner.organisation_id for partner in partners if partner.role == role]

    def _add_sectors(self):
        chosen = list(self.instance.sectors.order_by("-percent", "code"))
        known = codelists.SECTORS | {row.code: "" for row in chosen if row.code not in codelists.SECTORS}
        choices = [_CHOOSE, *((code, f"{code} {name}".strip()) for code, name in known.items())]
        for number in SECTOR_ROWS:
            self.fields[f"sector_{number}"] = forms.ChoiceField(label=_("Sector"), required=False, choices=choices)
            self.fields[f"percent_{number}"] = f.PercentField(label=_("Percent"), required=False, decimal_places=2, max_digits=5)
        for number, row in zip(SECTOR_ROWS, chosen, strict=False):
            self.initial |= {f"sector_{number}": row.code, f"percent_{number}": f"{row.percent.normalize():f}"}

    def _add_markers(self):
        chosen = dict(self.instance.markers.values_list("code", "significance"))
        for code, name in codelists.MARKERS.items():
            choices = [_CHOOSE, *codelists.SIGNIFICANCES.items()]
            self.fields[f"marker_{code}"] = forms.ChoiceField(label=name, required=False, choices=choices)
            self.initial[f"marker_{code}"] = chosen.get(code, "")

    def clean_shares(self):
        """{country: percent} in the order typed; the percents sum to 100."""
        found = {}
        for part in re.split(r"[,;\n]+", self.cleaned_data["shares"].upper()):
            if not part.strip():
                continue
            said = re.fullmatch(r"\s*([A-Z]{2})\s*:?\s*([0-9.]{1,6})\s*%?\s*", part)
            percent = _percent(said[2]) if said else None
            if percent is None or said[1] in found:
                raise forms.ValidationError(_("Give each country once, as two letters and its percent: MA 50, TN 50."))
            found[said[1]] = percent
        if found and sum(found.values()) != 100:
            raise forms.ValidationError(_("The percents must sum to exactly 100."))
        if set(found) - set(self.instance.countries):
            raise forms.ValidationError(_("Name countries of the project alone: %(codes)s.") % {"codes": self._countries()})
        return {code: f"{percent.normalize():f}" for code, percent in found.items()}

    def _countries(self):
        return ", ".join(self.instance.countries) or "—"

    def clean(self):
        data = super().clean()
        rows = [(number, data.get(f"sector_{number}"), data.get(f"percent_{number}")) for number in SECTOR_ROWS]
        codes = [code for _number, code, _percent in rows if code]
        for number, code, percent in rows:
            if percent is not None and not code:
                self.add_error(f"sector_{number}", _("Choose the sector this percent is of."))
            if code and codes.count(code) > 1 and codes.index(code) != number - 1:
                self.add_error(f"sector_{number}", _("This sector is chosen already."))
        percents = [percent if percent is not None else Decimal(100) for _n, code, percent in rows if code]
        if percents and sum(percents) != 100 and not self.errors:
            self.add_error("percent_1", _("The percents of the sectors must sum to exactly 100."))
        return data

    def values(self):
        """The keyword arguments of `save_publication`."""
        data = self.cleaned_data
        values = {name: data[name] for name in self.Meta.fields} | {"country_shares": data["shares"]}
        sectors = {data[f"sector_{n}"]: data[f"percent_{n}"] or Decimal(100) for n in SECTOR_ROWS if data[f"sector_{n}"]}
        markers = {code: data[f"marker_{code}"] for code in codelists.MARKERS if data[f"marker_{code}"]}
        partners = {(ProjectPartner.Role(role), row) for name, role in ROLES.items() for row in data[name]}
        return {"values": values, "sectors": sectors, "markers": markers, "partners": partners}


def _percent(text):
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if 0 < number <= 100 else None
