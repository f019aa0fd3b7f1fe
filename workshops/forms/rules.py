"""The terms of a rule: a project's, a donor's, or a workshop's own for its certificates."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.fields import AmountField, PercentField
from workshops.models import CertificateRule, Rule
from workshops.rules.funding import to_percent, to_share

TERMS = ("unit", "scope", "threshold", "test", "pass_mark", "excused")


class RuleForm(forms.Form):
    percent = PercentField(
        label=_("At least, in %"),
        max_digits=29,
        decimal_places=26,
        help_text=_("Of all mandatory registers, not only the past ones."),
    )
    unit = forms.ChoiceField(label=_("Of"), choices=Rule.Unit.choices)
    scope = forms.ChoiceField(label=_("Over"), choices=Rule.Scope.choices)
    excused = forms.ChoiceField(label=_("An excused absence"), choices=Rule.Excused.choices)
    test = forms.ChoiceField(label=_("Test"), choices=Rule.Test.choices)
    pass_mark = AmountField(label=_("Pass mark, in points"), max_value=100000, max_digits=9)

    def __init__(self, *args, rule=None, **kwargs):
        super().__init__(*args, initial=initial_of(rule or CertificateRule()), **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        row = [
            Field(name, wrapper_class="col-sm-6 col-lg-4")
            for name in ("percent", "unit", "scope", "excused", "test", "pass_mark")
        ]
        self.helper.layout = Layout(Div(*row, css_class="row gx-3"))

    def clean(self):
        data = super().clean()
        if data.get("test") == Rule.Test.SCORE and data.get("pass_mark") is None and "pass_mark" not in self.errors:
            self.add_error("pass_mark", _("Give the points needed to pass."))
        return data

    def terms(self):
        """The columns of RuleFields, as the actions take them."""
        data = self.cleaned_data
        return {name: data[name] for name in TERMS if name != "threshold"} | {"threshold": to_share(data["percent"])}


def initial_of(rule):
    return terms_of(rule) | {"percent": to_percent(rule.threshold)}


def terms_of(rule):
    """The terms of a stored rule, to copy them into another."""
    return {name: getattr(rule, name) for name in TERMS}
