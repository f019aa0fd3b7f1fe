"""One question of a paper: its text in three languages, its points, and what is right, as its kind asks."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from evaluations.forms.numbers import NumberField
from evaluations.models import Question
from evaluations.rules.assessments import NUMBER

#: so many answers a question can offer
ROWS = 6
TRUE, FALSE = "1", "2"
LANGUAGES = Language.values


class QuestionForm(forms.Form):
    """`kind` is chosen before and does not change. `summary` and `rows` are what the page draws."""

    points = NumberField(
        label=_("Points"), required=True, min_value=Decimal("0.25"), max_value=Decimal(1000), decimal_places=2, max_digits=6
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        for language in LANGUAGES:
            self.fields[f"text_{language}"] = _text(600, _("Question"), language, area=True)
        if kind == NUMBER:
            self.fields["number"] = NumberField(label=_("Right number"), required=True, max_digits=12)
            help_text = _("How far from it an answer may lie and still be right.")
            self.fields["tolerance"] = NumberField(label=_("Tolerance"), min_value=0, max_digits=12, help_text=help_text)
        elif kind == Question.Kind.TRUE_FALSE:
            choices = [(TRUE, _("True")), (FALSE, _("False"))]
            self.fields["right"] = forms.ChoiceField(label=_("Right answer"), choices=choices, widget=forms.RadioSelect)
        else:
            self._add_choices()

    def _add_choices(self):
        numbers = [(str(number), str(number)) for number in range(1, ROWS + 1)]
        field = forms.MultipleChoiceField if self.kind == Question.Kind.MULTIPLE else forms.ChoiceField
        messages = {"required": _("Mark what is right.")}
        self.fields["right"] = field(label=_("Right answer"), choices=numbers, error_messages=messages)
        for number, _label in numbers:
            for language in LANGUAGES:
                self.fields[f"choice_{number}_{language}"] = _text(300, _("Answer"), language)

    def clean(self):
        data = super().clean()
        if not any(data.get(f"text_{language}") for language in LANGUAGES):
            self.add_error("text_en", _("Write the question in at least one language."))
        if self.has_rows and "right" in data:
            for number in set(data["right"]) - {str(number) for number, _texts in self._written()}:
                self.add_error(f"choice_{number}_en", _("This answer is marked as right and has no text."))
        return data

    @property
    def has_rows(self):
        return self.kind in (Question.Kind.SINGLE, Question.Kind.MULTIPLE)

    def question(self):
        """What actions.papers takes as `data`."""
        data = self.cleaned_data
        texts = {f"text_{language}": data[f"text_{language}"] for language in LANGUAGES}
        values = {"kind": self.kind, "points": data["points"], "number": None, "tolerance": Decimal(0), "choices": []}
        if self.kind == NUMBER:
            values |= {"number": data["number"], "tolerance": data["tolerance"] or Decimal(0)}
        elif self.has_rows:
            values["choices"] = [texts | {"is_right": str(number) in data["right"]} for number, texts in self._written()]
        else:
            values["choices"] = [{"is_right": data["right"] == value} for value in (TRUE, FALSE)]
        return values | texts

    def _written(self):
        """(number, texts) of the answers that have a text."""
        for number in range(1, ROWS + 1):
            texts = {f"text_{language}": self.cleaned_data.get(f"choice_{number}_{language}", "") for language in LANGUAGES}
            if any(texts.values()):
                yield number, texts

    @property
    def texts(self):
        return [self[f"text_{language}"] for language in LANGUAGES]

    @property
    def rows(self):
        """(number, its fields, whether it is marked right) of each answer."""
        if not self.has_rows:
            return []
        marked = self["right"].value() or []
        rows = ((n, [self[f"choice_{n}_{language}"] for language in LANGUAGES]) for n in range(1, ROWS + 1))
        return [(number, fields, str(number) in marked) for number, fields in rows]

    @property
    def summary(self):
        return [(self[name].label, self[name].id_for_label or "id_right_1") for name in self.fields if name in self.errors]


def initial_of(question):
    """The first values of the form of a stored `question`."""
    values = {"points": question.points, "number": question.number, "tolerance": question.tolerance or None}
    values |= {f"text_{language}": getattr(question, f"text_{language}") for language in LANGUAGES}
    choices = list(question.choices.all())
    right = [str(choice.position) for choice in choices if choice.is_right]
    values["right"] = right if question.kind == Question.Kind.MULTIPLE else "".join(right[:1])
    for choice in choices:
        for language in LANGUAGES:
            values[f"choice_{choice.position}_{language}"] = getattr(choice, f"text_{language}")
    return values


def _text(longest, label, language, *, area=False):
    widget = forms.Textarea(attrs={"rows": 2}) if area else forms.TextInput()
    widget.attrs |= {"lang": language, "dir": "rtl" if language == Language.ARABIC else "ltr", "class": "form-control"}
    return forms.CharField(label=label, required=False, max_length=longest, widget=widget)
