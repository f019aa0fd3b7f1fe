"""Exact numbers to printed ones: half up, from the unrounded value; an undefined ratio is None."""

from decimal import Decimal
from fractions import Fraction

#: decimal places of a ratio, of a figure in percent, and of money, means and hours (product.md, Counting)
RATIO, PERCENT, MONEY = 4, 1, 2


def ratio(part, whole):
    """`part` ÷ `whole` as a Fraction; None when either is unknown or `whole` is 0."""
    if part is None or not whole:
        return None
    return Fraction(part) / Fraction(whole)


def rounded(value, places):
    """`value` (exact) as a JSON number of at most `places` decimals: an int when it is whole. None stays None."""
    if value is None:
        return None
    scaled = Fraction(value) * 10**places
    sign = -1 if scaled < 0 else 1
    whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    number = Decimal(sign * whole).scaleb(-places)
    return int(number) if number == number.to_integral_value() else float(number)
