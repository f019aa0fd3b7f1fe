"""The signed sheets: scans attached to a register, or taken away again while it is open."""

import secrets
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts import history
from attendance.actions.records import lock_register
from attendance.models import RegisterValidation, SheetScan
from attendance.rules import NOT_RUNNING, UNPUBLISHED, local_day
from documents.keeping import keep

#: scans one register may hold: a photograph per page
MOST_SCANS = 60


class SheetRefused(Exception):
    """Nothing was kept. `code`: too_early, not_running, known (attached already), too_many; for removing locked, needs_reason."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def attach_scans(*, register, scans, by, now):
    """Keep `scans` (of documents.scans.Scan) as the signed sheet of `register`; one attached already is passed over.

    A sheet found late may still be attached to a validated register, and after the workshop is closed: it proves the
    marks and changes none. Returns the rows added. Raises SheetRefused.
    """
    register = lock_register(register)
    _refuse_register(register, now)
    known = dict.fromkeys(register.scans.kept().values_list("sha256", flat=True))
    fresh = {digest: scan for scan in scans if (digest := sha256(scan.data).hexdigest()) not in known}
    if not fresh:
        raise SheetRefused("known")
    if len(known) + len(fresh) > MOST_SCANS:
        raise SheetRefused("too_many")
    rows = [_row(register, digest, scan, by, now) for digest, scan in fresh.items()]
    for row, scan in zip(rows, fresh.values(), strict=True):
        keep(path_of(row), scan.data)  # before the row counts: a row never names a file that is not there
    SheetScan.objects.bulk_create(rows)
    _note(register, "sheet_attached", by, now, after={"sha256": list(fresh)})
    return rows


@transaction.atomic
def remove_scan(*, scan, reason, by, now):
    """Take a scan attached by mistake away and delete its file; its row and SHA-256 stay. Raises SheetRefused."""
    register = lock_register(scan.register)
    scan = SheetScan.objects.select_for_update(of=("self",)).get(pk=scan.pk)
    if not reason.strip():
        raise SheetRefused("needs_reason")
    if scan.removed_at:
        return scan
    if RegisterValidation.objects.filter(register=register, state=RegisterValidation.State.VALIDATED).exists():
        raise SheetRefused("locked")
    scan.removed_at = now
    scan.save(update_fields=["removed_at"])
    _note(register, "sheet_removed", by, now, reason=reason.strip(), before={"sha256": [scan.sha256]})
    transaction.on_commit(partial(path_of(scan).unlink, missing_ok=True))
    return scan


def path_of(scan):
    """Where the file of a SheetScan lies."""
    return Path(settings.MEDIA_ROOT) / scan.file


def _refuse_register(register, now):
    workshop = register.workshop
    if workshop.state in NOT_RUNNING:
        raise SheetRefused("not_running")
    if workshop.state in UNPUBLISHED or local_day(now, workshop.timezone) < register.date:
        raise SheetRefused("too_early")


def _row(register, digest, scan, by, now):
    name = f"sheets/{register.workshop_id}/{register.pk}-{digest[:12]}-{secrets.token_hex(4)}.{scan.ending}"
    values = {"media_type": scan.media_type, "sha256": digest, "size": len(scan.data), "pages": scan.pages}
    return SheetScan(register=register, file=name, at=now, by=by.user, **values)


def _note(register, verb, by, now, **values):
    history.record(by=by, now=now, obj=register, verb=verb, office=register.workshop.office, **values)
