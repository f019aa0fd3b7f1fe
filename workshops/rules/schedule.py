"""The programme: which sign-in sheet a session belongs to, identifiers, and sessions that collide. Pure."""

import re
from datetime import time

NOON = time(13, 0)
PREFIX = {"session": "S", "break": "B"}


def half(start):
    """ "am" before 13:00, "pm" from 13:00 on (product.md, Counting)."""
    return "am" if start < NOON else "pm"


def register_code(*, unit, first_day, day, start, key):
    """The code of the sheet a session belongs to: `D<day>-AM|PM`, or the session's own key with one sheet per session."""
    if unit == "session":
        return key
    return f"D{(day - first_day).days + 1}-{half(start).upper()}"


def free_code(code, taken):
    """`code`, or the first of `code-2`, `code-3` … that `taken` does not hold."""
    if code not in taken:
        return code
    number = 2
    while f"{code}-{number}" in taken:
        number += 1
    return f"{code}-{number}"


def next_key(kind, taken):
    """The next identifier of a session (`S1`, `S2` …) or a break (`B1` …); numbers are never used again below the highest."""
    prefix = PREFIX[kind]
    numbers = [int(found[1]) for key in taken if (found := re.fullmatch(rf"{prefix}(\d{{1,9}})", key))]
    return f"{prefix}{max(numbers, default=0) + 1}"


def overlaps(slots):
    """The pairs of `(start, end, name)` that lie over each other, as names; touching ends do not."""
    ordered = sorted(slots)
    return [
        (one[2], other[2])
        for at, one in enumerate(ordered)
        for other in ordered[at + 1 :]
        if other[0] < one[1] and one[0] < other[1]
    ]


def proposed_code(office, year, taken):
    """The next workshop code of an office and year, `IOM-MA-2026-01`: the number after the highest in use."""
    stem = f"{office}-{year}-"
    numbers = [int(code[len(stem) :]) for code in taken if re.fullmatch(re.escape(stem) + r"\d{1,6}", code)]
    return f"{stem}{max(numbers, default=0) + 1:02}"
