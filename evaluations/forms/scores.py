"""Scores of many persons as one form: two fields each, `pre_<registration id>` and `post_<registration id>`."""

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from evaluations.models import Score


class PointsField(forms.DecimalField):
    """Points from 0 to a maximum, three places at most; a comma is a decimal point, as French writes it."""

    default_error_messages = {
        "invalid": _("Give a number."),
        "max_decimal_places": ngettext_lazy("At most %(max)s decimal.", "At most %(max)s decimals.", "max"),
    }

    def __init__(self, maximum, **kwargs):
        super().__init__(min_value=0, decimal_places=3, max_digits=9, required=False, localize=False, **kwargs)
        self.validators.append(MaxValueValidator(maximum, _("The maximum is %(limit_value)s.")))
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 12, "autocomplete": "off"})

    def to_python(self, value):
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class ScoresForm(forms.Form):
    def __init__(self, *args, people, scores, maximum, **kwargs):
        super().__init__(*args, **kwargs)
        for person in people:
            for test in Score.Test.values:
                points = scores.get(person.pk, {}).get(test)
                initial = None if points is None else plain(points)
                self.fields[f"{test}_{person.pk}"] = PointsField(maximum, initial=initial)

    @property
    def scores(self):
        """{(registration id, test): Decimal or None} of every field that was sent: a field left out changes nothing."""
        sent = (name.split("_") for name in self.fields if name in self.data)
        return {(int(pk), test): self.cleaned_data[f"{test}_{pk}"] for test, pk in sent}


def plain(number):
    """A Decimal without trailing zeros and without an exponent: 7.500 is "7.5", 20.000 is "20"."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
