"""What is right for a question that people have answered already, and why it is corrected."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluations.forms.numbers import NumberField
from evaluations.models import Question
from evaluations.rules.assessments import NUMBER


class KeyForm(forms.Form):
    """`question` has its choices at hand."""

    def __init__(self, *args, question, **kwargs):
        super().__init__(*args, **kwargs)
        self.question, self.choices = question, list(question.choices.all())
        if question.kind == NUMBER:
            self.fields["number"] = NumberField(label=_("Right number"), required=True, max_digits=12, initial=question.number)
            initial = question.tolerance or None
            self.fields["tolerance"] = NumberField(label=_("Tolerance"), min_value=0, max_digits=12, initial=initial)
        else:
            self._add_right()
        self.fields["reason"] = forms.CharField(label=_("Reason"), max_length=500)

    def _add_right(self):
        places = [(str(choice.position), str(choice)) for choice in self.choices]
        right = [str(choice.position) for choice in self.choices if choice.is_right]
        is_multiple = self.question.kind == Question.Kind.MULTIPLE
        field = forms.MultipleChoiceField if is_multiple else forms.ChoiceField
        messages = {"required": _("Mark what is right.")}
        initial = right if is_multiple else "".join(right[:1])
        self.fields["right"] = field(label=_("Right answer"), choices=places, initial=initial, error_messages=messages)

    @property
    def key(self):
        """What actions.keys takes."""
        data = self.cleaned_data
        right = data.get("right", [])
        right = {int(place) for place in ([right] if isinstance(right, str) else right)}
        about = {"number": data.get("number"), "tolerance": data.get("tolerance") or Decimal(0)}
        return about | {"right": right, "reason": data["reason"]}

    @property
    def rows(self):
        """(choice, whether it is marked) of a question that has choices."""
        if "right" not in self.fields:
            return []
        marked = self["right"].value() or []
        marked = {marked} if isinstance(marked, str) else set(marked)
        return [(choice, str(choice.position) in marked) for choice in self.choices]

    @property
    def summary(self):
        return [(self[name].label, f"id_{name}") for name in self.fields if name in self.errors]
