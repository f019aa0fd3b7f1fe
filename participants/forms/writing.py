"""Writing to chosen people: whom, what in which languages, and when."""

from uuid import uuid4

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from mailing.forms.outbox import SendAtField, not_too_far
from mailing.forms.wording import LONGEST, check_placeholders
from mailing.kinds import MESSAGE
from participants.models import Registration

Status = Registration.Status
#: the groups one may write to: those whose address is proved
GROUPS = [
    Status.CONFIRMED, Status.OFFERED, Status.SUBMITTED, Status.WAITLISTED,
    Status.DECLINED, Status.WITHDRAWN, Status.REPLACED, Status.CANCELLED,
]  # fmt: skip
#: people picked one by one: their keys go with the form
MOST = 500


class WriteForm(forms.Form):
    """A message in up to three languages. Whole when one language has both subject and text, and none has half."""

    ids = forms.TypedMultipleChoiceField(coerce=int, required=False)
    groups = forms.MultipleChoiceField(
        label=_("Write to"), choices=[(s, s.label) for s in GROUPS], required=False, widget=forms.CheckboxSelectMultiple
    )
    when = forms.ChoiceField(
        label=_("When"),
        choices=[("now", _("Now")), ("at", _("At a time")), ("hold", _("Hold back until somebody releases it"))],
        initial="now",
        widget=forms.RadioSelect,
    )
    send_at = SendAtField(label=_("Leaves at"), required=False)
    nonce = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, registrations, counts, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now, self.counts = now, counts
        self.fields["ids"].choices = [(pk, pk) for pk in registrations]
        self.fields["nonce"].initial = uuid4
        for code, language in Language.choices:
            self._add(f"subject_{code}", _("Subject"), language, code, forms.CharField(max_length=300, required=False))
            text = forms.CharField(max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 10}))
            self._add(f"text_{code}", _("Text"), language, code, text)

    def _add(self, name, label, language, code, field):
        field.label = format_lazy("{label} · {language}", label=label, language=language)
        field.widget.attrs |= {"lang": code, "dir": "rtl" if code == "ar" else "ltr"}
        self.fields[name] = field

    def clean_send_at(self):
        return not_too_far(self.cleaned_data["send_at"], self.now)

    def clean(self):
        data = super().clean()
        if not data.get("ids") and not data.get("groups"):
            self.add_error("groups", _("Choose whom to write to."))
        if data.get("when") == "at" and not data.get("send_at") and "send_at" not in self.errors:
            self.add_error("send_at", _("Give the time."))
        for code in Language.values:
            self._check_language(code, data)
        if not self.wordings() and not any(name.startswith(("subject_", "text_")) for name in self.errors):
            self.add_error(f"text_{Language.values[0]}", _("Write the message in at least one language."))
        return data

    def _check_language(self, code, data):
        names = [f"subject_{code}", f"text_{code}"]
        for name, other in (names, names[::-1]):
            if data.get(other) and not data.get(name) and name not in self.errors:
                self.add_error(name, _("Give both the subject and the text, or neither."))
            try:
                check_placeholders(data.get(name) or "", MESSAGE)
            except forms.ValidationError as error:
                self.add_error(name, error)

    def wordings(self):
        """{language: (subject, text)} of those that are whole."""
        data = self.cleaned_data
        pairs = {code: (data.get(f"subject_{code}"), data.get(f"text_{code}")) for code in Language.values}
        return {code: pair for code, pair in pairs.items() if all(pair)}

    def languages(self):
        """The parts of the page, one per language: code, name, the two fields."""
        return [(code, label, self[f"subject_{code}"], self[f"text_{code}"]) for code, label in Language.choices]

    def group_boxes(self):
        """[(status, label, how many, ticked)] of the groups that have somebody."""
        ticked = self["groups"].value() or []
        return [(s.value, s.label, self.counts[s], s.value in ticked) for s in GROUPS if self.counts.get(s)]

    @property
    def summary(self):
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors and name != "ids"]
