"""Choosing a report: the project or all of them, perhaps one donor, office and topic, the period; keeping and correcting it."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from reports.labels import REFUSALS
from reports.models import DonorReport
from reports.scope import Refused, donors_of, find_scope
from workshops.models import Topic

#: the choice of all projects: no code of one, which holds no space
EVERY = "every project"
#: code of a refusal → the field it stands beside
_FIELD_OF = {
    "unknown_project": "project",
    "unknown_donor": "donor",
    "donor_not_funding": "donor",
    "unknown_office": "office",
    "unknown_topic": "topic",
    "period_reversed": "last",
}


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class ReportForm(forms.Form):
    """The query of a report's page and files. Valid: `scope` is the `reports.scope.Scope` asked for."""

    project = forms.ChoiceField(label=_("Project"))
    donor = forms.ChoiceField(label=_("Donor"), required=False, error_messages={"invalid_choice": REFUSALS["donor_not_funding"]})
    office = forms.ChoiceField(label=_("Office"), required=False, error_messages={"invalid_choice": REFUSALS["unknown_office"]})
    topic = forms.ChoiceField(label=_("Topic"), required=False, error_messages={"invalid_choice": REFUSALS["unknown_topic"]})
    first = forms.DateField(label=_("From"), required=False, widget=DayInput())
    last = forms.DateField(label=_("To"), required=False, widget=DayInput())

    def __init__(self, data, *, reader, projects):
        """`reader` is the `reports.reading.Reader`; `projects` those chosen, of the reader's, none for all the reader may see."""
        super().__init__({**data, "project": projects[0].code if len(projects) == 1 else EVERY})
        self.reader, self.projects, self.scope = reader, projects, None
        every = [(EVERY, _("All projects, consolidated"))] if len(reader.projects) > 1 or not projects else []
        self.fields["project"].choices = [*every, *((row.code, f"{row.code} · {row.title}") for row in reader.projects)]
        donors = [(donor.key, str(donor)) for donor in donors_of(self.projects or reader.projects)]
        self.fields["donor"].choices = [("", _("All donors")), *donors]
        self._narrowing()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self._layout()

    def _narrowing(self):
        """Offices and topics stand there when there are some to choose from."""
        offices = [(office.code, str(office)) for office in self.reader.offices or ()]
        self.fields["office"].choices = [("", _("All offices")), *offices]
        self.fields["topic"].choices = [("", _("All topics")), *((topic.slug, str(topic)) for topic in Topic.objects.all())]
        for name, least in (("office", 3), ("topic", 2)):
            if len(self.fields[name].choices) < least:
                del self.fields[name]

    def _layout(self):
        rows = [("project", "col-lg-5"), ("donor", "col-lg-3"), ("first", "col-6 col-lg-2"), ("last", "col-6 col-lg-2")]
        rows += [(name, "col-sm-6 col-lg-3") for name in ("office", "topic") if name in self.fields]
        return Layout(Div(*(Div(name, css_class=width) for name, width in rows), css_class="row g-3"))

    def clean(self):
        cleaned = super().clean()
        wanted = {name: cleaned.get(name) or None for name in ("donor", "office", "topic", "first", "last")}
        try:
            self.scope = find_scope(**self.reader.limits(self.projects), **wanted)
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
