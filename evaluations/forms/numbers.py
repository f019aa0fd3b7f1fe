"""Numbers as people type them: with a comma, as French writes it, or with the digits and the separator of Arabic."""

from decimal import Decimal
from fractions import Fraction

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

SEPARATORS = str.maketrans({",": ".", "٫": "."})


class NumberField(forms.DecimalField):
    """A decimal number, not localised: what is shown is what is stored."""

    default_error_messages = {
        "invalid": _("Give a number."),
        "max_decimal_places": ngettext_lazy("At most %(max)s decimal.", "At most %(max)s decimals.", "max"),
    }

    def __init__(self, **kwargs):
        super().__init__(**{"decimal_places": 3, "max_digits": 9, "required": False} | kwargs, localize=False)
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 14, "autocomplete": "off", "dir": "ltr"})

    def to_python(self, value):
        return super().to_python(value.translate(SEPARATORS) if isinstance(value, str) else value)

    def prepare_value(self, value):
        return plain(value) if hasattr(value, "quantize") else value


class PointsField(NumberField):
    """Points from 0 to a maximum, three places at most."""

    def __init__(self, maximum, **kwargs):
        super().__init__(min_value=0, **kwargs)
        self.validators.append(MaxValueValidator(maximum, _("The maximum is %(limit_value)s.")))


def plain(number):
    """A Decimal without trailing zeros and without an exponent: 7.500 is "7.5", 20.000 is "20"."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def two_places(number):
    """A Fraction with two places, halves away from zero; a dash when there is none."""
    if number is None:
        return "–"
    hundredths = int(abs(number) * 100 + Fraction(1, 2))
    text = f"{'-' if number < 0 and hundredths else ''}{hundredths // 100}.{hundredths % 100:02}"
    return number_format(Decimal(text), 2)
