"""The forms of a list that comes in: the file or the text, what its columns are, the status people get."""

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.spreadsheets import MOST_BYTES, Unreadable, rows_of, rows_of_text
from participants import import_words
from participants.actions.imports.receiving import check_mapping, digest_of
from participants.actions.imports.refusing import ImportRefused
from participants.forms.layout import helper
from participants.queries.incoming import FIELDS


class ListForm(forms.Form):
    """A file, or text pasted. `rows` is the list, read as far as it is asked for."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        max_length=200,
        help_text=_("XLSX or CSV, at most 10 MB and 20,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )
    text = forms.CharField(
        label=_("Or the rows, pasted"),
        required=False,
        max_length=1_000_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "spellcheck": "false"}),
        help_text=_("Copied from a spreadsheet, with its headings where it has any."),
    )
    helper = helper((_("The list"), "file", "text"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(import_words.refusal("too_large"))
        return file

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        if not data.get("file") and not data.get("text", "").strip():
            self.add_error("file", _("Choose a file, or paste the rows."))
            return data
        given = data["file"].read() if data.get("file") else data["text"]
        data["name"] = data["file"].name if data.get("file") else ""
        data["digest"] = digest_of(given)
        try:
            data["rows"] = iter(list(rows_of(given) if isinstance(given, bytes) else rows_of_text(given)))
        except Unreadable as refused:
            self.add_error("file" if data.get("file") else "text", import_words.refusal(refused.code))
        return data

    @property
    def summary(self):
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors]


class ColumnsForm(forms.Form):
    """What each column of the list is; `columns` are (heading, first cells)."""

    def __init__(self, *args, columns, mapping, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", _("Leave it out")), *((name, import_words.FIELDS[name]) for name in FIELDS)]
        self.columns = columns
        for place, (heading, _cells) in enumerate(columns):
            initial = mapping.get(str(place), "")
            label = heading or _("Column %(number)s") % {"number": place + 1}
            self.fields[f"column_{place}"] = forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)

    def clean(self):
        data = super().clean()
        data["mapping"] = {name.removeprefix("column_"): field for name, field in data.items() if field}
        try:
            check_mapping(data["mapping"])
        except ImportRefused as refused:
            raise forms.ValidationError(import_words.refusal(refused.code)) from refused
        return data

    @property
    def rows(self):
        """(bound field, first cells) of each column."""
        return [(self[f"column_{place}"], cells) for place, (_heading, cells) in enumerate(self.columns)]

    @property
    def summary(self):
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors]


class EnterForm(forms.Form):
    """The status the people of a list get."""

    status = forms.ChoiceField(
        label=_("Status the people get"),
        choices=[
            ("submitted", _("Submitted: to be decided")),
            ("confirmed", _("Confirmed: has a seat")),
            ("waitlisted", _("Waitlisted")),
        ],
    )
