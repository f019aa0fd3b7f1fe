"""Forms of narrative reports: starting one of a project, writing it, adding a photograph."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from documents.images import kind_of
from reports.forms import DayInput
from reports.narrating import TEXTS

LONGEST = 20_000
LARGEST_PHOTO = 20 * 1024 * 1024
CONSENT = _("Everybody who can be recognised in this photograph agreed that it is used in this report.")
HINTS = {
    "context": _("Why the workshop was held, in which project, with whom."),
    "agenda": _("What was given as planned, what was changed and why."),
    "participants": _("Who came, who was missing, how people were chosen."),
    "learning": _("What people learned, and how it shows."),
    "feedback": _("What people said, and what follows from it."),
    "lessons": _("What will be done otherwise next time; recommendations."),
    "disclaimer": _("Printed at the end; the donors’ logos stand at the head."),
}


def _plain_helper():
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class NarrativeForm(forms.Form):
    """The words of a narrative report; an empty line begins a paragraph, a dash a list."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    lists_names = forms.BooleanField(
        label=_("List the participants who agreed to share their names"),
        help_text=_("People of security bodies are never listed."),
        required=False,
    )

    def __init__(self, *args, titles, direction, **kwargs):
        """`titles`: {field: heading}; `direction`: of the language it is written in (ltr, rtl)."""
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            self.fields[name] = forms.CharField(
                label=titles.get(name, _("Disclaimer")),
                help_text=HINTS[name],
                required=False,
                max_length=LONGEST,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 3 if name == "disclaimer" else 7, "dir": direction}),
            )
        self.fields["title"].widget.attrs["dir"] = direction

    def values(self):
        return {name: self.cleaned_data[name] for name in ("title", *TEXTS, "lists_names")}

    def sections(self):
        """The fields of the texts, in order."""
        return [self[name] for name in TEXTS]


def of_narrative(narrative):
    """The initial values of a NarrativeForm."""
    return {name: getattr(narrative, name) for name in ("title", *TEXTS, "lists_names", "revision")}


class PhotoForm(forms.Form):
    """A photograph with its caption, and the statement without which none is taken."""

    photo = forms.FileField(
        label=_("Photograph"),
        help_text=_("JPEG or PNG, at most 20 MB. It is drawn anew: where and with which camera it was taken is left out."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    caption = forms.CharField(label=_("Caption"), max_length=300, help_text=_("What is to be seen, without names."))
    consent = forms.BooleanField(label=CONSENT)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _plain_helper()

    def clean_photo(self):
        file = self.cleaned_data["photo"]
        if file.size > LARGEST_PHOTO:
            raise ValidationError(_("The picture is larger than 20 MB."))
        data = file.read()
        if not kind_of(data):
            raise ValidationError(_("This is not a PNG or a JPEG that can be read."))
        return data


class StartForm(forms.Form):
    """A report on the workshops of a project in one office and period."""

    project = forms.ModelChoiceField(label=_("Project"), queryset=None)
    office = forms.ModelChoiceField(label=_("Office"), queryset=None)
    first = forms.DateField(label=_("From"), required=False, widget=DayInput())
    last = forms.DateField(label=_("To"), required=False, widget=DayInput())
    language = forms.ChoiceField(label=_("Language of the report"), choices=Language.choices)

    def __init__(self, *args, projects, offices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset, self.fields["office"].queryset = projects, offices
        if len(offices) == 1:
            self.fields["office"].initial = offices[0]
            self.fields["office"].widget = forms.HiddenInput()
        self.helper = _plain_helper()

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", _("The period ends before it starts."))
        return cleaned


class NarrativeFilter(forms.Form):
    """The filters of the list of narrative reports; what cannot be read does not narrow."""

    q = forms.CharField(required=False, max_length=200)
    language = forms.ChoiceField(required=False, choices=[("", ""), *Language.choices])

    def chosen(self):
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("q", "language")}
