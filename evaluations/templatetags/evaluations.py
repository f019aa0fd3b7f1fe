"""How numbers and texts of tests are written on pages."""

from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils.formats import number_format
from django.utils.translation import ngettext

from accounts.models import Language
from evaluations.forms.numbers import plain as without_zeros
from evaluations.forms.numbers import two_places
from evaluations.models.assessments import in_language

register = template.Library()

SHORT = {"en": "EN", "fr": "FR", "ar": "ع"}


@register.filter
def plain(number):
    """A Decimal without the zeros its column adds; unknown is a dash."""
    return "–" if number is None else without_zeros(number)


@register.simple_tag
def points_of(number):
    """How much a question is worth, in words."""
    count = int(number) if number == int(number) else 11  # of a part of a point, every language says it as of many
    return ngettext("%(points)s point", "%(points)s points", count) % {"points": without_zeros(number)}


@register.filter
def in_each(row):
    """[(language, text)] of the languages a row has a text in, that of the page first."""
    first = in_language(row)[1]
    texts = [(language, getattr(row, f"text_{language}")) for language in dict.fromkeys([first, *Language.values])]
    return [(language, text) for language, text in texts if text]


@register.filter
def language_of(field, style=""):
    """The language a form's field is written in, in that language's own word."""
    language = field.name.rpartition("_")[2]
    return SHORT[language] if style else Language(language).label


@register.filter
def two(number):
    """A figure with two places, a dash when it is unknown."""
    return two_places(number)


@register.filter
def signed(number):
    """A gain in percentage points with one place and its sign; a dash when it is unknown."""
    if number is None:
        return two_places(None)
    tenths = int(abs(number) * 10 + Fraction(1, 2))
    sign = "" if not tenths else "+" if number > 0 else "−"
    return f"{sign}{number_format(Decimal(tenths) / 10, 1)}"
