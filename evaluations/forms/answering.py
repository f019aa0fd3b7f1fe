"""What people answer without an account: feedback, follow-up, six questions on difficulties."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from evaluations.actions.box import LONGEST_TEXT
from evaluations.models import FeedbackQuestion, FollowUpText
from evaluations.rules.disability import ANSWERS, QUESTIONS
from evaluations.wording import sentence_of


class Marks(forms.TypedChoiceField):
    """One mark of a scale, or none. Drawn by evaluations/_marks.html."""

    def __init__(self, lowest, highest, **kwargs):
        choices = [(mark, str(mark)) for mark in range(lowest, highest + 1)]
        super().__init__(
            choices=[*choices, ("", _("No answer"))],
            coerce=int, empty_value=None, required=False, widget=forms.RadioSelect, initial="", **kwargs,
        )  # fmt: skip


class Words(forms.CharField):
    """A few sentences, or nothing."""

    def __init__(self, **kwargs):
        widget = forms.Textarea(attrs={"rows": 3, "dir": "auto", "autocomplete": "off"})
        super().__init__(max_length=LONGEST_TEXT, required=False, widget=widget, **kwargs)


class _Summed(forms.Form):
    @property
    def summary(self):
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors]


class AnswersForm(_Summed):
    """The form of one workshop: a field per question, named by its place, none of them required."""

    def __init__(self, *args, box, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = {f"q{question.position}": question for question in box.questions.all()}
        for name, question in self.questions.items():
            is_scale = question.kind == FeedbackQuestion.Kind.SCALE
            label = sentence_of(question)
            self.fields[name] = Marks(box.scale_min, box.scale_max, label=label) if is_scale else Words(label=label)

    def clean(self):
        data = super().clean()
        if not self.errors and all(value in (None, "") for value in data.values()):
            raise forms.ValidationError(_("Answer at least one question."))
        return data

    @property
    def answers(self):
        """{question: mark} of the questions with marks."""
        return self._of(FeedbackQuestion.Kind.SCALE)

    @property
    def texts(self):
        """{question: text} of the questions in words."""
        return self._of(FeedbackQuestion.Kind.TEXT)

    def _of(self, kind):
        return {row.name: self.cleaned_data[name] for name, row in self.questions.items() if row.kind == kind}


class FollowUpForm(_Summed):
    uses = forms.TypedChoiceField(
        label=_("Do you use what you learned in your work?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    example = Words(label=_("An example: where did you use it?"))
    obstacle = Words(label=_("What stands in the way of using it?"))

    @property
    def texts(self):
        return {name: self.cleaned_data[name] for name in FollowUpText.Question.values}


class DisabilityForm(_Summed):
    """The six questions, each with its four answers in the Group's own words, or none."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        language = (get_language() or "en")[:2]
        choices = [(number, words[language]) for number, words in ANSWERS.items()]
        for name, words in QUESTIONS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=words[language], choices=[*choices, ("", _("I prefer not to answer"))],
                coerce=int, empty_value=None, required=False, initial="", widget=forms.RadioSelect,
            )  # fmt: skip

    @property
    def answers(self):
        return [self.cleaned_data[name] for name in QUESTIONS]
