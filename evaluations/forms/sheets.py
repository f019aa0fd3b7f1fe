"""A score sheet that comes back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.spreadsheets import MOST_BYTES, Unreadable, rows_of
from evaluations.scoresheet import read_sheet
from participants import import_words


class SheetForm(forms.Form):
    """`lines` of the cleaned data are what the sheet says."""

    file = forms.FileField(
        label=_("The filled sheet"),
        max_length=200,
        help_text=_("XLSX or CSV, with the headings of the sheet to download."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv", "class": "form-control"}),
        error_messages={"required": _("Choose the sheet.")},
    )
    lone_post = forms.BooleanField(label=_("Some people took the post-test alone: store it without a pre-test"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        help_text=_("Needed where the sheet changes a score taken on a screen. Kept in the history of this office."),
        widget=forms.TextInput(attrs={"class": "form-control", "dir": "auto"}),
    )

    def clean(self):
        data, file = super().clean(), self.cleaned_data.get("file")
        if file:
            data["lines"] = self._lines(file)
        return data

    def _lines(self, file):
        if file.size > MOST_BYTES:
            self.add_error("file", import_words.refusal("too_large"))
            return []
        try:
            lines = read_sheet(rows_of(file.read()))
        except Unreadable as refused:
            self.add_error("file", import_words.refusal(refused.code))
            return []
        if lines is None:
            self.add_error("file", _("The headings are not those of the sheet: download it, fill it in, send it back."))
        elif not lines:
            self.add_error("file", _("The sheet has no rows."))
        return lines or []

    @property
    def summary(self):
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors]
