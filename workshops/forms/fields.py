"""Fields and labels several forms share: bounded dates, percentages, times of day in a zone of their own."""

from datetime import UTC, date
from decimal import Decimal
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Language

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
#: identifiers typed here go into addresses and on papers; imported ones may hold more
IDENTIFIER = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._-]*\Z", _("Use Latin letters, digits, dots, hyphens and underscores; begin with a letter or digit.")
)
#: words that are pages of their own
RESERVED = {"new"}


def in_languages(form, name, label):
    """Label the three columns of a translated field, and let each be written in its own direction."""
    for code, language in Language.choices:
        field = form.fields[f"{name}_{code}"]
        field.label = format_lazy("{label} · {language}", label=label, language=language)
        field.widget.attrs |= {"lang": code, "dir": "rtl" if code == "ar" else "ltr"}
        if code != "en":
            field.help_text = ""


def is_timezone(name):
    """Whether `name` is a zone of the pinned time-zone database."""
    return name in available_timezones()


class DayField(forms.DateField):
    """A day within living memory and plans."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_validators = [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]


class TimeOfDayField(forms.TimeField):
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})

    def to_python(self, value):
        """To the minute: seconds would make minutes of sessions inexact."""
        value = super().to_python(value)
        return value and value.replace(second=0, microsecond=0)


class LocalDateTimeField(forms.DateTimeField):
    """A time on the clock of a place: naive here, since the place is another field of the form."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})

    def to_python(self, value):
        with timezone.override(UTC):
            value = super().to_python(value)
        if value is None:
            return None
        if not EARLIEST <= value.date() <= LATEST:
            raise forms.ValidationError(_("Give a date between 1990 and 2100."))
        return value.replace(tzinfo=None)


def at_place(naive, zone):
    """A naive local time as a moment; of an hour a clock change doubles, the first."""
    return naive.replace(tzinfo=ZoneInfo(zone))


class PercentField(forms.DecimalField):
    """A percentage from 0 to 100."""

    def __init__(self, **kwargs):
        super().__init__(**{"min_value": 0, "max_value": 100, "max_digits": 13, "decimal_places": 10, "localize": False} | kwargs)
        self.widget.attrs |= {"step": "any", "inputmode": "decimal"}


class AmountField(forms.DecimalField):
    """An amount of money, shown without the zeros its column adds."""

    def __init__(self, **kwargs):
        limits = {"min_value": 0, "max_value": 10**11, "max_digits": 15, "decimal_places": 3}
        super().__init__(**{"required": False} | limits | kwargs)
        self.widget.attrs |= {"step": "any", "inputmode": "decimal"}

    def prepare_value(self, value):
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class CurrencyField(forms.CharField):
    """The three letters of a currency (ISO 4217)."""

    default_validators = [RegexValidator(r"^[A-Z]{3}\Z", _("Give the three letters of the currency, such as MAD, EUR or USD."))]

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 3} | kwargs)

    def to_python(self, value):
        return super().to_python(value).upper()
