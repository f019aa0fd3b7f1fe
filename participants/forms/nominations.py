"""The forms of nominations: inviting an institution, and the people its focal point names."""

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Language
from participants.forms.layout import helper
from participants.forms.person import NamesForm
from participants.models import FocalPoint
from participants.queries.institutions import match
from workshops.forms.fields import DayField

NEW = "new"
#: rows one page of the focal point offers at most
MOST_ROWS = 10
SEATS = 1000


class InstitutionForm(forms.Form):
    """Which institution is invited: chosen from the list, or written exactly as it is known."""

    institution_name = forms.CharField(label=_("Institution"), max_length=300)
    institution = forms.ModelChoiceField(None, widget=forms.HiddenInput, required=False)

    def __init__(self, *args, institutions, options_url, offices=None, **kwargs):
        super().__init__(*args, **kwargs)
        asked = ["institution_name", "institution"]
        if offices is not None:
            self.fields["office"] = forms.ModelChoiceField(offices, label=_("Office"), empty_label=None)
            asked.append("office")
        self.helper = helper((_("Which institution?"), *asked))
        self.helper.disable_csrf = True
        self.fields["institution"].queryset = institutions
        self.fields["institution_name"].widget.attrs |= {
            "data-combo-url": options_url, "data-combo-target": self["institution"].auto_id, "dir": "auto", "autocomplete": "off",
        }  # fmt: skip

    def clean(self):
        data = super().clean()
        self.errors.pop("institution", None)
        data["institution"] = data.get("institution") or match(data.get("institution_name", ""))
        if data["institution"] is None and "institution_name" not in self.errors:
            self.add_error("institution_name", _("Choose an institution from the list."))
        return data

    @property
    def summary(self):
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors]


class InvitationForm(forms.Form):
    """The invitation of one institution: who is asked, until when, for how many."""

    focal_point = forms.ChoiceField(label=_("Focal point"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=200, required=False, widget=forms.TextInput({"dir": "auto"}))
    title = forms.CharField(label=_("Function"), max_length=200, required=False, widget=forms.TextInput({"dir": "auto"}))
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False, widget=forms.EmailInput({"dir": "ltr"}))
    language = forms.ChoiceField(label=_("Language of the letter"), choices=Language.choices)
    reference = forms.CharField(
        label=_("Reference of the letter"),
        max_length=80,
        widget=forms.TextInput({"dir": "ltr"}),
        help_text=_("The number under which the office files it; no other invitation of the workshop may have it."),
    )
    deadline = DayField(label=_("Names wanted by"))
    seats = forms.IntegerField(
        label=pgettext_lazy("quota", "Seats for the institution"),
        min_value=1,
        max_value=SEATS,
        required=False,
        help_text=_("Empty: no quota. Whoever is named beyond it is a substitute."),
    )
    release_on = DayField(
        label=_("Unused seats are released on"), required=False, help_text=_("Empty: they stay with the institution.")
    )

    def __init__(self, *args, workshop, points, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.workshop, self.points, self.today = workshop, {str(point.pk): point for point in points}, today
        known = [(key, f"{point.name}, {point.email}") for key, point in self.points.items()]
        self.fields["focal_point"].choices = [*known, (NEW, _("Somebody else"))]
        whom = (_("Who is asked"), *(("focal_point",) if known else ()), "name", "title", "email")
        self.helper = helper(
            whom, (_("The letter"), "language", "reference", "deadline"), (_("The quota"), "seats", "release_on")
        )
        if not known:
            self.fields["focal_point"].required = False

    def clean(self):
        data = super().clean()
        point = self.points.get(data.get("focal_point", ""))
        if point is None and "focal_point" not in self.errors:
            for name in ("name", "email"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Give this, or choose a focal point the office knows."))
        self._check_days(data)
        data["focal_point"] = point
        return data

    def _check_days(self, data):
        deadline, release, start = data.get("deadline"), data.get("release_on"), self.workshop.start
        if deadline and deadline > start:
            self.add_error("deadline", _("The workshop has begun by then."))
        if deadline and "deadline" in self.changed_data and deadline < self.today:
            self.add_error("deadline", _("This day is past."))
        if release and release > start:
            self.add_error("release_on", _("The workshop has begun by then."))
        if release and not data.get("seats") and "seats" not in self.errors:
            self.add_error("seats", _("Without seats there is nothing to release."))

    @property
    def summary(self):
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors]


class FocalPointForm(forms.ModelForm):
    """A focal point in the office's directory; the institution of a known one stays."""

    class Meta:
        model = FocalPoint
        fields = ["name", "title", "email", "language"]
        widgets = {
            "name": forms.TextInput({"dir": "auto"}),
            "title": forms.TextInput({"dir": "auto"}),
            "email": forms.EmailInput({"dir": "ltr"}),
        }

    helper = helper((_("The person"), "name", "title", "email", "language"))

    @property
    def summary(self):
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors]


class NomineeForm(NamesForm):
    """One person named. The form is short on purpose: the person tells the rest on the own page."""

    field_order = ["given_name", "family_name", "arabic_name", "sex", "function", "email", "phone"]

    def __init__(self, *args, is_alone=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["arabic_name"].help_text = ""
        self.fields["email"].required = False
        self.fields["email"].help_text = _("The person's own. Without one, letters to this person come to you.")
        legend = "" if is_alone else _("Person %d") % (int(self.prefix.rpartition("-")[2]) + 1)
        self.helper = helper((legend, *self.field_order))
        self.helper.disable_csrf = True
        for field in self.fields.values():  # what a browser knows are the data of whoever types
            field.widget.attrs["autocomplete"] = "off"


class BaseNominees(BaseFormSet):
    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"is_alone": self.total_form_count() == 1}

    def clean(self):
        if not any(self.errors) and not self.filled:
            raise forms.ValidationError(_("Write at least one name."))

    @property
    def filled(self):
        """The rows in which somebody stands."""
        return [form for form in self.forms if form.has_changed()]

    @property
    def non_field_errors(self):
        """Named as a form names it, for the summary above."""
        return self.non_form_errors()

    def refuse(self, text):
        """Say `text` above the rows."""
        self.non_form_errors().append(text)

    @property
    def summary(self):
        """(label, id of the control) of each field to correct, over all rows."""
        return [pair for form in self.forms for pair in form.summary]


def nominees(data, *, workshop, rows=1):
    """The rows a focal point fills in: `rows` empty ones, or those that were sent."""
    made = formset_factory(
        NomineeForm,
        BaseNominees,
        extra=min(max(rows, 1), MOST_ROWS),
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
        validate_max=True,
    )
    return made(data, prefix="p", form_kwargs={"workshop": workshop})
