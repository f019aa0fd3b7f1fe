"""The text of a case file: canonical JSON with exact numbers (the standard encoder knows no Decimal)."""

import json
from decimal import Decimal


def dumps(case):
    """`case` as JSON text: indented by one space, non-ASCII letters as they are, Decimals digit by digit, a final newline."""
    return _text(case, "\n") + "\n"


def whole(number):
    """`number` (Decimal or None) as an int where it is one, else without trailing zeros."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else number.normalize()


def _text(value, newline):
    inner = newline + " "
    if isinstance(value, dict) and value:
        members = (f"{json.dumps(key, ensure_ascii=False)}: {_text(item, inner)}" for key, item in value.items())
        return "{" + inner + f",{inner}".join(members) + newline + "}"
    if isinstance(value, list) and value:
        return "[" + inner + f",{inner}".join(_text(item, inner) for item in value) + newline + "]"
    if isinstance(value, Decimal):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
