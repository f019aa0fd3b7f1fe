"""Choosing a report: the project, perhaps one donor, the period; keeping it; correcting what was sent."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from reports.labels import REFUSALS
from reports.models import DonorReport
from reports.scope import Refused, donors_of, find_scope

#: code of a refusal → the field it stands beside
_FIELD_OF = {"unknown_project": "project", "unknown_donor": "donor", "donor_not_funding": "donor", "period_reversed": "last"}


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class ReportForm(forms.Form):
    """The query of a report's page and files. Valid: `scope` is the `reports.scope.Scope` asked for."""

    project = forms.ChoiceField(label=_("Project"))
    donor = forms.ChoiceField(label=_("Donor"), required=False, error_messages={"invalid_choice": REFUSALS["donor_not_funding"]})
    first = forms.DateField(label=_("From"), required=False, widget=DayInput())
    last = forms.DateField(label=_("To"), required=False, widget=DayInput())

    def __init__(self, data, *, projects, project, offices):
        """`projects` are those the user may choose, `project` the chosen one, `offices` ids or None for every office."""
        super().__init__({**data, "project": project.code})
        self.offices = offices
        self.scope = None
        self.chosen = project
        self.fields["project"].choices = [(row.code, f"{row.code} · {row.title}") for row in projects]
        donors = [(donor.key, str(donor)) for donor in donors_of(project)]
        self.fields["donor"].choices = [("", _("All donors")), *donors]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Div(
                Div("project", css_class="col-lg-5"),
                Div("donor", css_class="col-lg-3"),
                Div("first", css_class="col-6 col-lg-2"),
                Div("last", css_class="col-6 col-lg-2"),
                css_class="row g-3",
            )
        )

    def clean(self):
        cleaned = super().clean()
        wanted = {name: cleaned.get(name) or None for name in ("donor", "first", "last")}
        try:
            self.scope = find_scope(project=self.chosen, offices=self.offices, **wanted)
        except Refused as refused:
            self.add_error(_FIELD_OF[refused.code], REFUSALS[refused.code])
        return cleaned


class KeepForm(forms.Form):
    """Naming a report that is kept, and saying who may read it."""

    title = forms.CharField(label=_("Title"), max_length=200)
    audience = forms.ChoiceField(
        label=_("Who will read it"),
        choices=[
            ("confidential", _("The donor, in confidence: every figure is there")),
            ("publication", _("Anybody: figures of 1 to 4 persons are hidden; donor viewers read it here")),
        ],
        initial="confidential",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def values(self):
        return {"title": self.cleaned_data["title"], "publication": self.cleaned_data["audience"] == "publication"}


class CorrectForm(forms.Form):
    """Why a report that was sent is corrected."""

    reason = forms.CharField(
        label=_("Reason of the correction"),
        help_text=_("It is printed beside the difference, for the donor and for auditors."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class KeptFilter(forms.Form):
    """The filters of the list of kept reports; what cannot be read does not narrow."""

    q = forms.CharField(required=False, max_length=200)
    state = forms.ChoiceField(required=False, choices=[("", ""), *DonorReport.State.choices])

    def chosen(self):
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("q", "state")}
