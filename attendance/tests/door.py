"""A register in the middle of its day, and what a telephone at its door sends."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from accounts.history import Actor
from attendance.actions import Sent, take

#: the day of the factories' workshops, in the middle of its morning
DAY = datetime(2026, 4, 14, 9, 30, tzinfo=UTC)
DEVICE = UUID("11111111-1111-4111-8111-111111111111")


def sent(person=None, *, kind="scan", at=DAY, **fields):
    """A Sent as a telephone makes it: the code of `person` was read."""
    if kind == "scan" and person is not None:
        fields.setdefault("code", f"W1:{person.door_code}")
    if kind == "mark":
        fields.setdefault("registration", person.pk)
    if kind == "undo":
        fields.setdefault("state", "cleared")
    return Sent(**{"nonce": uuid4(), "kind": kind, "at": at} | fields)


def walk_in(**typed):
    """A Sent of somebody who is not registered."""
    empty = dict.fromkeys(("given_name", "family_name", "arabic_name", "institution", "sex"), "")
    return sent(kind="walk_in", walk_in=empty | {"given_name": "Nour", "family_name": "HADDAD"} | typed)


def taken(register, user, *records, now=DAY, **options):
    """[(outcome, reason, mark in force)] of `records` sent to `register` by `user`."""
    scans = take(register=register, device=DEVICE, records=list(records), by=Actor.of(user), now=now, **options)
    return [(scan.outcome, scan.reason, scan.state) for scan in scans]


def body(*records, **fields):
    """The JSON of a batch: each record a dict without what is dull."""
    rows = [{"nonce": str(uuid4()), "at": DAY.isoformat(), "state": "present"} | record for record in records]
    return {"device": str(DEVICE), "records": rows} | fields


def later(**span):
    return DAY + timedelta(**span)
