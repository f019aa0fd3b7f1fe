"""The targets of a project as a table of rows: a figure, where it stood, where it shall stand, and why it does not."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.rules.targets import AIMED_AT, Aim
from reports.target_words import name_of
from workshops.forms.fields import AmountField

MOST = 30


class TargetForm(forms.Form):
    """One row. Shares are typed in percent and kept as parts of 1."""

    indicator = forms.ChoiceField(label=_("Figure"), required=False)
    baseline = AmountField(label=_("Baseline"), required=False, max_value=99_999_999, max_digits=10, decimal_places=2)
    target = AmountField(label=_("Target"), required=False, max_value=99_999_999, max_digits=10, decimal_places=2)
    reason = forms.CharField(label=_("Reason of the difference"), required=False, max_length=500)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [("", "–"), *((path, name_of(path)) for path in AIMED_AT)]

    def clean(self):
        data = super().clean()
        chosen, target = data.get("indicator"), data.get("target")
        if chosen and "target" not in self.errors:
            if not target:
                self.add_error("target", _("Give a target above 0."))
            elif AIMED_AT[chosen] and max(target, data.get("baseline") or 0) > 100:
                self.add_error("target", _("A share is at most 100 %."))
        if not chosen and (target or data.get("baseline") or data.get("reason")) and "indicator" not in self.errors:
            self.add_error("indicator", _("Choose the figure of this target."))
        return data


class BaseTargetFormSet(forms.BaseFormSet):
    """The rows together: no figure twice."""

    def clean(self):
        if not any(self.errors) and len({aim.indicator for aim in self.aims()}) < len(self.aims()):
            raise forms.ValidationError(_("A figure has two targets. Keep one of them."))

    def aims(self):
        """The Aims of the rows that name a figure, in their order."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        return tuple(_aim(row) for row in rows if row.get("indicator"))


def _aim(row):
    unit = Decimal(100) if AIMED_AT[row["indicator"]] else Decimal(1)
    baseline = None if row.get("baseline") is None else row["baseline"] / unit
    return Aim(row["indicator"], row["target"] / unit, baseline, row["reason"].strip())


def initial_of(aims):
    """The rows of a form that shows `aims`."""
    return [{"indicator": aim.indicator, **_typed(aim), "reason": aim.reason} for aim in aims]


def _typed(aim):
    unit = 100 if AIMED_AT[aim.indicator] else 1
    numbers = {"baseline": aim.baseline, "target": aim.target}
    return {name: None if value is None else f"{(value * unit).normalize():f}" for name, value in numbers.items()}


TargetFormSet = forms.formset_factory(
    TargetForm, formset=BaseTargetFormSet, extra=2, max_num=MOST, validate_max=True, can_delete=True
)
