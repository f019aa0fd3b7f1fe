"""A paper as its participant fills it in: one field per question, none required; what is left out is asked about once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluations.forms.numbers import NumberField
from evaluations.models import Question
from evaluations.models.assessments import in_language
from evaluations.rules.assessments import NUMBER
from participants.rules.door import door_code_in

#: the first two groups of a door code: enough among the people of one workshop
LEAST_CODE = 8


class PaperForm(forms.Form):
    """`questions` with their choices at hand, in order."""

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[f"q_{question.pk}"] = _field(question)

    @property
    def answers(self):
        """{question id: set of choice ids, or a Decimal or None}."""
        found = {}
        for question in self.questions:
            given = self.cleaned_data[f"q_{question.pk}"]
            if question.kind != NUMBER:
                given = {int(pk) for pk in ([given] if isinstance(given, str) else given) if pk}
            found[question.pk] = given
        return found

    @property
    def unanswered(self):
        """[(number, control)] of the questions left out; none while a field is wrong."""
        if not self.is_bound or self.errors:
            return []
        left = ((n, self[f"q_{q.pk}"]) for n, q in enumerate(self.questions, start=1) if not self._said(q))
        return [(number, f"question-{field.name.removeprefix('q_')}") for number, field in left]

    def _said(self, question):
        given = self.cleaned_data[f"q_{question.pk}"]
        return given is not None if question.kind == NUMBER else bool(given)

    @property
    def rows(self):
        """What the page draws of each question: its number, itself, its text and the language of that, its field."""
        rows = []
        for number, question in enumerate(self.questions, start=1):
            text, language = in_language(question)
            field = self[f"q_{question.pk}"]
            value = field.value() or []
            marked = {value} if isinstance(value, str) else set(value)
            choices = [] if question.kind == NUMBER else [_choice(choice, marked) for choice in question.choices.all()]
            row = {"number": number, "question": question, "text": text, "language": language, "field": field}
            rows.append(row | {"choices": choices, "is_multiple": question.kind == Question.Kind.MULTIPLE})
        return rows


class CodeForm(forms.Form):
    """The personal code of the badge: typed, at least its first two groups, or as a reader of codes gives it."""

    code = forms.CharField(
        label=_("Your personal code"),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr",
                "class": "form-control form-control-lg w-code",
            }
        ),
        error_messages={"required": _("Type the code that is printed on your badge.")},
    )  # fmt: skip

    def clean_code(self):
        typed = self.cleaned_data["code"]
        code = "".join((door_code_in(typed.upper()) or typed.upper()).replace("-", " ").split())
        if len(code) < LEAST_CODE or not code.isascii() or not code.isalnum():
            raise forms.ValidationError(_("The code has at least eight letters and digits, such as ABCD 2345."))
        return code


def _field(question):
    if question.kind == NUMBER:
        return NumberField(max_digits=12)
    choices = [(str(choice.pk), str(choice.pk)) for choice in question.choices.all()]
    kind = forms.MultipleChoiceField if question.kind == Question.Kind.MULTIPLE else forms.ChoiceField
    return kind(choices=choices, required=False)


def _choice(choice, marked):
    text, language = in_language(choice)
    return {"pk": choice.pk, "text": text or str(choice), "language": language, "is_marked": str(choice.pk) in marked}
