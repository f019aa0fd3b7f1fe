"""What the office decides about feedback: its questions, until when answers are taken."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluations.actions.feedback import MOST_QUESTIONS
from evaluations.models import FeedbackQuestion
from evaluations.rules.feedback import READY
from evaluations.wording import NAMES
from workshops.forms.fields import DayField

TEXTS = ("text_en", "text_fr", "text_ar")


class OpenForm(forms.Form):
    closes_on = DayField(label=_("Last day for answers"))


class ReadyForm(forms.Form):
    ready = forms.MultipleChoiceField(
        label=_("Ready questions"),
        choices=[(name, NAMES[name]) for name in READY],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class OwnQuestionForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=FeedbackQuestion.Kind.choices)
    text_en = forms.CharField(
        label=_("in English"), max_length=120, required=False, widget=forms.TextInput(attrs={"lang": "en", "dir": "ltr"})
    )
    text_fr = forms.CharField(
        label=_("in French"), max_length=120, required=False, widget=forms.TextInput(attrs={"lang": "fr", "dir": "ltr"})
    )
    text_ar = forms.CharField(
        label=_("in Arabic"), max_length=120, required=False, widget=forms.TextInput(attrs={"lang": "ar", "dir": "rtl"})
    )


class BaseOwnFormSet(forms.BaseFormSet):
    @property
    def questions(self):
        """The rows that say something, as `set_questions` takes them."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        return [{name: row[name] for name in ("kind", *TEXTS)} for row in rows if any(row[name] for name in TEXTS)]


OwnFormSet = forms.formset_factory(
    OwnQuestionForm, formset=BaseOwnFormSet, extra=1, max_num=MOST_QUESTIONS, absolute_max=MOST_QUESTIONS + 5, can_delete=True
)


def own_rows(form):
    """The first values of OwnFormSet: the questions of `form` (or None) that the office wrote itself."""
    rows = form.questions.exclude(name__in=READY) if form else []
    return [{name: getattr(row, name) for name in ("kind", *TEXTS)} for row in rows]
