"""The wording of a letter, with its placeholders held to those that its kind knows."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mailing import kinds
from mailing.models import LetterTemplate
from mailing.rules.wording import missing, unknown

LONGEST = 20_000


def check_placeholders(text, kind, *, required=()):
    """Refuse words in braces that `kind` does not know, and the lack of those it needs; both are named."""
    faults = []
    if strange := unknown(text, kind.placeholders):
        words = ngettext("This placeholder is not known here: %s.", "These placeholders are not known here: %s.", len(strange))
        faults.append(words % _braced(strange))
    if lacking := missing(text, required):
        words = ngettext("This letter needs the placeholder %s.", "This letter needs the placeholders %s.", len(lacking))
        faults.append(words % _braced(lacking))
    if faults:
        raise forms.ValidationError(faults)
    return text


class WordingForm(forms.Form):
    """An office's own subject and text of a `kind` (of `mailing.kinds`) in one language."""

    subject = forms.CharField(label=_("Subject"), max_length=300)
    text = forms.CharField(label=_("Text"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 18}))

    def __init__(self, *args, kind, language, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        for field in self.fields.values():
            field.widget.attrs |= {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}

    def clean_subject(self):
        return check_placeholders(" ".join(self.cleaned_data["subject"].split()), self.kind)

    def clean_text(self):
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        return check_placeholders(text, self.kind, required=self.kind.required)

    @property
    def summary(self):
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors]


class TemplateForm(forms.ModelForm):
    """The same rules for administrators; both texts empty: the standard wording."""

    kind = forms.ChoiceField(label=_("kind"), choices=lambda: [(kind.key, kind.label) for kind in kinds.KINDS.values()])

    class Meta:
        model = LetterTemplate
        fields = ["office", "kind", "language", "subject", "text"]

    def clean(self):
        data = super().clean()
        kind = kinds.KINDS.get(data.get("kind"))
        if kind is None or (not data.get("subject") and not data.get("text")):
            return data
        for name, required in (("subject", ()), ("text", kind.required)):
            self._check(name, data.get(name, ""), kind, required)
        return data

    def _check(self, name, text, kind, required):
        try:
            if not text:
                raise forms.ValidationError(_("Give both the subject and the text, or neither."))
            check_placeholders(text, kind, required=required)
        except forms.ValidationError as error:
            self.add_error(name, error)


def _braced(words):
    return ", ".join(f"{{{word}}}" for word in words)
