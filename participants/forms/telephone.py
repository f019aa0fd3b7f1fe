"""The one rule for telephone numbers: as people write them in, E.164 out. Forms and imports of lists ask it alike."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import NumberParseException

#: what people put between digits, and the invisible signs that come along when a number is copied
_BETWEEN = re.compile(r"[\s.\-/()\u2010-\u2015\u2212\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
#: the country whose numbers are written without a country code where nothing says otherwise
DEFAULT_COUNTRY = "MA"
LONGEST = 60  # as typed, with everything between the digits


def telephone(text, country=""):
    """The number in E.164 ("+212612345678"), or None when `text` is no valid number; `country` reads national ones.

    Digits may be Arabic-Indic or Persian, with anything usual between them; a leading 00 stands for +.
    """
    digits = _BETWEEN.sub("", "".join(map(_plain, text)))
    digits = f"+{digits[2:]}" if digits.startswith("00") else digits
    if not re.fullmatch(r"\+?[0-9]{4,15}", digits):
        return None
    try:
        number = PhoneNumber.from_string(_without_trunk_zero(digits), region=country or DEFAULT_COUNTRY)
    except NumberParseException:
        return None
    return number.as_e164 if number.is_valid() else None


class TelephoneField(forms.CharField):
    """A telephone number; `country` is set by the form. What is typed is kept when it cannot be read."""

    default_error_messages = {
        "invalid": _("Give a complete number, with + and the country in front of a foreign one."),
    }
    widget = forms.TextInput(attrs={"type": "tel", "dir": "ltr", "autocomplete": "tel", "inputmode": "tel"})
    country = DEFAULT_COUNTRY

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": LONGEST} | kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        number = telephone(text, self.country)
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number


def _plain(sign):
    """One sign: any script's digit as 0-9, the full-width plus as +."""
    if sign == "\uff0b":
        return "+"
    value = unicodedata.digit(sign, None)
    return sign if value is None else str(value)


def _without_trunk_zero(digits):
    """+212 (0)6…: the zero dialled inside Morocco, often left behind the country code."""
    return f"+212{digits[5:]}" if digits.startswith("+2120") else digits
