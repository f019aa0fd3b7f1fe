"""The body of POST /api/v1/registers/<id>/records, read strictly: docs/api/checkin.md says the same in words."""

import json
import re
from datetime import UTC, datetime
from uuid import UUID

from attendance.actions import Sent
from attendance.models import AttendanceRecord, Scan

MAX_BYTES = 256 * 1024
MAX_RECORDS = 500
KINDS = set(Scan.Kind.values)
STATES = set(AttendanceRecord.State.values) - {AttendanceRecord.State.CLEARED}
SEXES = {"", "F", "M", "X"}
#: field of a walk-in → its greatest length
WALK_IN = {"given_name": 150, "family_name": 150, "arabic_name": 200, "institution": 300, "sex": 1}
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_CODE = re.compile(r"\s{0,4}W1:\S{1,40}\s{0,4}")
_CONTROL = re.compile("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
#: the years a telephone may be in; beyond, a time cannot be kept in every zone
_YEARS = range(2000, 2101)


class SchemaError(Exception):
    """The body is not what the contract says. `path` is where ("records.3.at"), `fault` what, in plain English."""

    def __init__(self, path, fault):
        super().__init__(f"{path}: {fault}")
        self.path = path
        self.fault = fault


def read_batch(body):
    """(device, [Sent], when the telephone sent it or None) from the bytes of a request. Raises SchemaError."""
    try:
        data = json.loads(body, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise SchemaError("", "not valid JSON, or a key stands twice") from None
    _keys(data, "", {"device", "records"}, {"sent_at"})
    records = data["records"]
    if not isinstance(records, list) or not 1 <= len(records) <= MAX_RECORDS:
        raise SchemaError("records", f"a list of 1 to {MAX_RECORDS} records")
    sent_at = None if data.get("sent_at") is None else _moment(data["sent_at"], "sent_at")
    return _uuid(data["device"], "device"), [_record(row, f"records.{at}") for at, row in enumerate(records)], sent_at


def _record(row, path):
    _keys(row, path, {"nonce", "kind", "at"}, {"code", "registration", "state", "walk_in", "undoes"})
    kind = _one_of(row["kind"], f"{path}.kind", KINDS)
    needed = {"scan": "code", "mark": "registration", "walk_in": "walk_in", "undo": "undoes"}[kind]
    for name in ("code", "registration", "walk_in", "undoes"):
        if (row.get(name) is None) == (name == needed):
            raise SchemaError(f"{path}.{name}", f"needed by {kind}" if name == needed else f"not of {kind}: null")
    values = {"nonce": _uuid(row["nonce"], f"{path}.nonce"), "kind": kind, "at": _moment(row["at"], f"{path}.at")}
    values["state"] = _state(row.get("state", "" if kind == "undo" else "present"), kind, f"{path}.state")
    values[needed] = _READERS[needed](row[needed], f"{path}.{needed}")
    return Sent(**values)


def _state(value, kind, path):
    if kind != "undo":
        return _one_of(value, path, STATES)
    if value != "":
        raise SchemaError(path, "empty in an undo")
    return AttendanceRecord.State.CLEARED.value


def _code(value, path):
    if not isinstance(value, str) or not _CODE.fullmatch(value) or _CONTROL.search(value.strip()):
        raise SchemaError(path, "a code of the door: W1: and 1 to 40 signs")
    return value.strip()


def _registration(value, path):
    if type(value) is not int or not 0 < value < 2**63:
        raise SchemaError(path, "a registration's id")
    return value


def _walk_in(value, path):
    _keys(value, path, set(), set(WALK_IN))
    typed = {name: _text(value.get(name), f"{path}.{name}", longest) for name, longest in WALK_IN.items()}
    if not typed["arabic_name"] and not (typed["given_name"] and typed["family_name"]):
        raise SchemaError(path, "given_name and family_name, or arabic_name")
    _one_of(typed["sex"], f"{path}.sex", SEXES)
    return typed


def _text(value, path, longest):
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest or _CONTROL.search(value):
        raise SchemaError(path, f"at most {longest} characters, none of control")
    return " ".join(value.split())


def _uuid(value, path):
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise SchemaError(path, "a UUID")
    return UUID(value)


def _moment(value, path):
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None or moment.year not in _YEARS:
        raise SchemaError(path, "a time of ISO 8601 with its zone")
    return moment.astimezone(UTC)


def _one_of(value, path, known):
    if not isinstance(value, str) or value not in known:
        raise SchemaError(path, "one of: " + ", ".join(sorted(known - {""})))
    return value


def _keys(value, path, needed, optional):
    if not isinstance(value, dict):
        raise SchemaError(path, "an object")
    for name in sorted(needed - value.keys()):
        raise SchemaError(f"{path}.{name}".strip("."), "missing")
    if unknown := value.keys() - needed - optional:
        raise SchemaError(path or "body", f"{len(unknown)} unknown keys; known: " + ", ".join(sorted(needed | optional)))


def _once(pairs):
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError("a key stands twice")
    return data


_READERS = {"code": _code, "registration": _registration, "walk_in": _walk_in, "undoes": _uuid}
