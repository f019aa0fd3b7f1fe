"""From the bytes of a file to plain values: what JSON lets through and a register must not.

Numbers become int or Decimal, never float: shares and thresholds are compared exactly.
"""

import json
import re
from decimal import Decimal, InvalidOperation

from reports.casefile.schema.faults import WHOLE, Fault, Refused, below

#: far more than a case needs, far less than what a parser or a database chokes on
MAX_DEPTH = 60
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_NOT_A_NUMBER = Decimal("NaN")


class _Object(dict):
    """A JSON object that remembers the keys it named twice."""

    twice = ()


def parse(raw):
    """The plain value of `raw` (bytes, or text). Raises Refused: not UTF-8, not JSON, or JSON no register can keep."""
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw
        value = json.loads(
            text, object_pairs_hook=_object, parse_float=_number, parse_int=_integer, parse_constant=lambda _name: _NOT_A_NUMBER
        )
    except UnicodeDecodeError as error:
        raise Refused([Fault(WHOLE, f"not UTF-8 (byte {error.start})")]) from None
    except json.JSONDecodeError as error:
        raise Refused([Fault(WHOLE, f"not JSON: line {error.lineno}, column {error.colno}: {error.msg}")]) from None
    except RecursionError:
        raise Refused([Fault(WHOLE, "nested too deeply")]) from None
    return plain(value)


def plain(value):
    """`value` with floats as Decimals. Raises Refused for what cannot be kept: NUL, half characters, NaN, endless nesting."""
    faults = []
    clean = _walk(value, "", 0, faults)
    if faults:
        raise Refused(faults)
    return clean


def _walk(value, path, depth, faults):
    if depth > MAX_DEPTH:
        faults.append(Fault(path, "nested too deeply"))
        return None
    if isinstance(value, dict):
        faults += [Fault(below(path, key), "named twice") for key in getattr(value, "twice", ())]
        return {key: _member(key, item, path, depth, faults) for key, item in value.items()}
    if isinstance(value, list):
        return [_walk(item, below(path, place), depth + 1, faults) for place, item in enumerate(value)]
    if isinstance(value, str):
        _check_text(value, path, faults)
    elif isinstance(value, float | Decimal):
        value = _number(repr(value)) if isinstance(value, float) else value
        if not value.is_finite():
            faults.append(Fault(path or WHOLE, "not a number that can be kept"))
    return value


def _member(key, value, path, depth, faults):
    _check_text(key, below(path, key), faults)
    return _walk(value, below(path, key), depth + 1, faults)


def _check_text(text, path, faults):
    if "\0" in text:
        faults.append(Fault(path or WHOLE, "holds a NUL character"))
    if _HALF_CHARACTER.search(text):
        faults.append(Fault(path or WHOLE, "holds half a character (a lone surrogate)"))


def _object(pairs):
    made = _Object(pairs)
    if len(made) < len(pairs):
        names = [name for name, _value in pairs]
        made.twice = sorted({name for name in names if names.count(name) > 1})
    return made


def _integer(digits):
    return int(digits) if len(digits) <= 40 else _number(digits)


def _number(digits):
    try:
        return Decimal(digits)
    except InvalidOperation:
        return _NOT_A_NUMBER
