"""Filters for shares and amounts: exact, Western digits, a dash for what is not known."""

from decimal import Decimal

from django import template

from workshops.rules.funding import to_percent

register = template.Library()


@register.filter
def as_percent(share):
    """A share of 1 as an exact percentage: `Decimal("0.125")` → `12.5 %`."""
    return "–" if share in (None, "") else f"{to_percent(share)}\u00a0%"


@register.filter
def percent_number(share):
    """A share of 1 as the number of percent a meter takes."""
    return float(to_percent(share))


@register.filter
def amount(value):
    """An amount with its thousands set apart; decimals only where there are some."""
    if value in (None, ""):
        return "–"
    value = Decimal(value)
    places = 0 if value == value.to_integral_value() else max(2, -value.normalize().as_tuple().exponent)
    return f"{value:,.{places}f}".replace(",", "\u00a0")
