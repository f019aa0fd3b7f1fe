"""The kinds of value a case file holds. A kind yields the faults of one value at one path; null is its owner's matter."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from zoneinfo import available_timezones

from reports.casefile.schema.faults import Fault, below


@dataclass(frozen=True)
class Text:
    """Text of at most `longest` characters; with `pattern`, of one shape, described by `shape`."""

    longest: int
    pattern: str = ""
    shape: str = ""

    def faults(self, value, path):
        if not isinstance(value, str):
            yield Fault(path, f"{_name(value)} instead of text")
        elif len(value) > self.longest:
            yield Fault(path, f"longer than {self.longest} characters")
        elif self.pattern and not re.fullmatch(self.pattern, value):
            yield Fault(path, f"not {self.shape}")


@dataclass(frozen=True)
class Choice:
    """One of a closed list of words."""

    words: tuple

    def faults(self, value, path):
        if not isinstance(value, str):
            yield Fault(path, f"{_name(value)} instead of text")
        elif value not in self.words:
            yield Fault(path, f"unknown: one of {', '.join(self.words)} is expected")


@dataclass(frozen=True)
class Number:
    """A number from `low` to `high` with at most `places` decimals; with none, a whole number."""

    low: Decimal
    high: Decimal
    places: int = 0
    above: bool = False

    def faults(self, value, path):
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            yield Fault(path, f"{_name(value)} instead of a number")
        elif not self.low <= value <= self.high or (self.above and value == self.low):
            yield Fault(path, f"out of range: {'more than' if self.above else 'from'} {self.low} to {self.high}")
        elif decimals(value) > self.places:
            yield Fault(path, f"more than {self.places} decimals" if self.places else "not a whole number")


@dataclass(frozen=True)
class Day:
    """A date as YYYY-MM-DD, in the centuries a workshop may lie in."""

    def faults(self, value, path):
        if not isinstance(value, str):
            yield Fault(path, f"{_name(value)} instead of a date")
        elif not _is_day(value):
            yield Fault(path, "not a date (YYYY-MM-DD, from 1900 to 2199)")


@dataclass(frozen=True)
class Zone:
    """The name of an IANA time zone."""

    def faults(self, value, path):
        if not isinstance(value, str):
            yield Fault(path, f"{_name(value)} instead of text")
        elif value not in _zones():
            yield Fault(path, "unknown time zone")


@dataclass(frozen=True)
class Truth:
    def faults(self, value, path):
        if not isinstance(value, bool):
            yield Fault(path, f"{_name(value)} instead of true or false")


@dataclass(frozen=True)
class Anything:
    """Any JSON value whose numbers a database keeps exactly."""

    def faults(self, value, path):
        if isinstance(value, dict):
            for key, item in value.items():
                yield from self.faults(item, below(path, key))
        elif isinstance(value, list):
            for place, item in enumerate(value):
                yield from self.faults(item, below(path, place))
        elif isinstance(value, Decimal) and not _fits_float(value):
            yield Fault(path, "a number with more digits than can be kept")


@dataclass(frozen=True)
class Items:
    """A list whose items are of one kind; `nullable` where an item may be null, `size` where their number is fixed."""

    kind: object
    nullable: bool = False
    size: int | None = None

    def faults(self, value, path):
        if not isinstance(value, list):
            yield Fault(path, f"{_name(value)} instead of a list")
            return
        if self.size is not None and len(value) != self.size:
            yield Fault(path, f"{self.size} items are expected")
        for place, item in enumerate(value):
            if not (item is None and self.nullable):
                yield from self.kind.faults(item, below(path, place))


@dataclass(frozen=True)
class Table:
    """An object with keys of the file's own choosing (register ids, questions) and values of one kind."""

    key: Text
    kind: object

    def faults(self, value, path):
        if not isinstance(value, dict):
            yield Fault(path, f"{_name(value)} instead of an object")
            return
        for key, item in value.items():
            place = below(path, key)
            yield from self.key.faults(key, place)
            yield from self.kind.faults(item, place)


@dataclass(frozen=True)
class Shape:
    """An object with known keys. `required` ones must be there; of `any_of`, one with more than spaces in it.

    Empty text where text is expected equals null.
    """

    fields: dict
    required: frozenset = frozenset()
    any_of: tuple = ()

    def faults(self, value, path):
        if not isinstance(value, dict):
            yield Fault(path or "$", f"{_name(value)} instead of an object")
            return
        for key in value:
            if key not in self.fields:
                yield Fault(below(path, key), "unknown key")
        for key, kind in self.fields.items():
            item = value.get(key)
            if item is None or (item == "" and isinstance(kind, Text)):
                if key in self.required:
                    yield Fault(below(path, key), "missing")
            else:
                yield from kind.faults(item, below(path, key))
        if self.any_of and not any(_says_something(value.get(key)) for key in self.any_of):
            yield Fault(path, f"needs one of {', '.join(self.any_of)}")


def decimals(number):
    """How many decimals `number` needs (1.50 needs one); cheap for absurd exponents too."""
    if isinstance(number, int) or not number:
        return 0
    _sign, digits, exponent = number.as_tuple()
    zeros = next(place for place, digit in enumerate(reversed(digits)) if digit)
    return max(0, -exponent - zeros)


def _name(value):
    names = {bool: "true or false", int: "a number", Decimal: "a number", str: "text", list: "a list", dict: "an object"}
    return names.get(type(value), "null")


def _says_something(value):
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def _is_day(text):
    if not re.fullmatch(r"(19|20|21)\d\d-\d\d-\d\d", text, re.ASCII):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _fits_float(number):
    if abs(number.adjusted()) > 300:
        return False
    return Decimal(repr(float(number))) == number


@cache
def _zones():
    return frozenset(available_timezones())
