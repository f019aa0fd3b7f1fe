"""What people send about presence, cleaned to real types: a form per register, a reason, a batch of marks as JSON."""

import json
import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from attendance.models import AttendanceRecord
from documents.scans import LARGEST, ScanRefused, read_scan

State = AttendanceRecord.State
MAX_BYTES = 256 * 1024
MAX_MARKS = 500
MAX_FILES = 20
MAX_TOGETHER = 3 * LARGEST
REASON_LENGTH = 1000
_ID = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the history."),
    )


class DeviceForm(forms.Form):
    label = forms.CharField(
        label=_("For whom"),
        max_length=80,
        help_text=_("The helper or the telephone, so that you know it again. For example: door 2."),
    )


class SettleForm(forms.Form):
    """What becomes of a doubtful scan: recorded for a person, or set aside; always with a reason."""

    person = forms.ChoiceField(label=_("Record for"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the history. For example: came with a colleague's badge, seen at the door."),
    )
    verdict = forms.ChoiceField(choices=[("accepted", ""), ("dismissed", "")], widget=forms.HiddenInput)

    def __init__(self, *args, people, empty, **kwargs):
        """`people`: [(registration id, name)] who may be meant; `empty`: what no choice means."""
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", empty), *people]


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files: a photograph per page of a sheet."""

    widget = FilesInput(attrs={"accept": "application/pdf,image/jpeg,image/png"})

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(file, initial) for file in data or [None]]


class ScansForm(forms.Form):
    """The signed sheet of a register, as files; clean, each is a documents.scans.Scan."""

    files = FilesField(
        label=_("Scan or photographs of the signed sheet"),
        help_text=_("PDF, JPEG or PNG, at most 20 MB each; several files for several pages."),
    )

    def __init__(self, *args, words, **kwargs):
        """`words` tells of a refusal's code."""
        super().__init__(*args, **kwargs)
        self.words = words

    def clean_files(self):
        files = self.cleaned_data["files"]
        if len(files) > MAX_FILES:
            raise ValidationError(_("Send at most %(limit)s files at once."), params={"limit": MAX_FILES})
        if sum(file.size for file in files) > MAX_TOGETHER:
            raise ValidationError(_("These files are larger than 60 MB together. Send fewer at once."))
        return [self._scan(file) for file in files]

    def _scan(self, file):
        try:
            return read_scan(file.read(LARGEST + 1))
        except ScanRefused as refused:
            raise ValidationError(f"{file.name}: {self.words(refused.code)}") from refused


class UnmarkedForm(forms.Form):
    state = forms.ChoiceField(label=_("Mark"), choices=[choice for choice in State.choices if choice[0] != State.CLEARED])


class RegisterForm(forms.Form):
    """The marks of one register as one select per person; each keeps what it showed, so that only changes are written."""

    def __init__(self, *args, people, marks, ask_reason=False, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", State.CLEARED.label), *UnmarkedForm.base_fields["state"].choices]
        for person in people:
            self.fields[f"mark_{person.pk}"] = forms.ChoiceField(
                label=person.display_name,
                choices=choices,
                required=False,
                initial=marks.get(person.pk, ""),
                show_hidden_initial=True,
            )
        if ask_reason:
            self.fields["reason"] = forms.CharField(label=_("Reason of the correction"), max_length=REASON_LENGTH, required=False)

    @property
    def changed_marks(self):
        """{registration id: state} of what was changed against what the page showed."""
        changed = (name for name in self.changed_data if name.startswith("mark_"))
        return {int(name.removeprefix("mark_")): self.cleaned_data[name] or State.CLEARED for name in changed}


@dataclass(frozen=True)
class Marks:
    marks: dict[int, str]
    reason: str


def read_marks(body):
    """Marks from the JSON `{"marks": {"<registration id>": "<state>"}, "reason": ""}`; ValidationError when it is not that."""
    if len(body) > MAX_BYTES:
        raise ValidationError(_("The request is too large."))
    try:
        data = json.loads(body, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise ValidationError(_("The request is not valid JSON.")) from None
    if not isinstance(data, dict) or not {"marks"} <= data.keys() <= {"marks", "reason"}:
        raise ValidationError(_("The request has unknown or missing keys."))
    return Marks(_read_states(data["marks"]), _read_reason(data.get("reason", "")))


def _once(pairs):
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError("a key stands twice")
    return data


def _read_states(marks):
    if not isinstance(marks, dict) or not marks:
        raise ValidationError(_("The request holds no marks."))
    if len(marks) > MAX_MARKS:
        raise ValidationError(_("One request may hold %(limit)s marks."), params={"limit": MAX_MARKS})
    if not all(_ID.fullmatch(pk) for pk in marks):
        raise ValidationError(_("The request names somebody unknown."))
    if not all(isinstance(state, str) and state in State.values for state in marks.values()):
        raise ValidationError(_("The request holds an unknown mark."))
    return {int(pk): state for pk, state in marks.items()}


def _read_reason(reason):
    if not isinstance(reason, str) or len(reason) > REASON_LENGTH or _CONTROL.search(reason):
        raise ValidationError(_("Give a reason of at most %(limit)s characters."), params={"limit": REASON_LENGTH})
    return reason
