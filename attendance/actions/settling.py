"""The doubtful scans of the door: recorded after all, or set aside, by somebody of the office and with a reason."""

from django.db import transaction

from accounts import history
from attendance.actions.records import lock_register, record
from attendance.actions.taking import walk_in_data
from attendance.models import Scan, ScanReview
from attendance.queries import door
from attendance.rules import PRESENT
from participants.actions.registrations import add_walk_in
from participants.actions.registrations.places import lock_workshop

Verdict = ScanReview.Verdict


class ReviewRefused(Exception):
    """Nothing was changed. `code`: settled (somebody was faster), needs_reason, needs_person (nobody known to record)."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def accept_scan(*, scan, reason, by, now, registration=None):
    """Record the presence a doubtful `scan` tells of: of `registration`, else of the person known by it, or the walk-in.

    The mark keeps the telephone's time. Returns the ScanReview. Raises ReviewRefused, RecordRefused, and participants'
    Refused when no seat is free for a walk-in.
    """
    if scan.walk_in and registration is None:
        lock_workshop(scan.register.workshop_id)
    scan = _locked(scan, reason)
    if scan.walk_in and registration is None:
        data = walk_in_data(scan.walk_in)
        registration = add_walk_in(workshop=scan.register.workshop, data=data, by=by, now=now)
    registration = registration or scan.registration
    if registration is None:
        raise ReviewRefused("needs_person")
    _record(scan, registration, reason, by, now)
    if scan.registration_id != registration.pk:
        Scan.objects.filter(pk=scan.pk).update(registration=registration)
    return _settle(scan, Verdict.ACCEPTED, "scan_accepted", reason, by, now, registration=registration.pk)


@transaction.atomic
def dismiss_scan(*, scan, reason, by, now):
    """Set a doubtful `scan` aside: it stays, and gives no presence. Returns the ScanReview; raises ReviewRefused."""
    scan = _locked(scan, reason)
    return _settle(scan, Verdict.DISMISSED, "scan_dismissed", reason, by, now)


def _locked(scan, reason):
    if not reason.strip():
        raise ReviewRefused("needs_reason")
    register = lock_register(scan.register)
    scan = Scan.objects.select_for_update(of=("self",)).select_related("registration").get(pk=scan.pk)
    if ScanReview.objects.filter(scan=scan).exists() or not Scan.objects.doubtful().filter(pk=scan.pk).exists():
        raise ReviewRefused("settled")
    scan.register = register
    return scan


def _record(scan, registration, reason, by, now):
    """The mark of `scan`; one that already stands says more than a plain presence and stays."""
    standing = door.standing_of(scan.register, [registration.pk])
    if scan.kind != Scan.Kind.UNDO and standing.get(registration.pk, ("",))[0] in PRESENT:
        return
    source = "scan" if scan.kind == Scan.Kind.SCAN else "manual"
    record(
        register=scan.register, marks={registration.pk: scan.wanted}, by=by, now=now, source=source, reason=reason,
        nonces={registration.pk: scan.nonce}, device_times={registration.pk: scan.device_at},
    )  # fmt: skip


def _settle(scan, verdict, verb, reason, by, now, **after):
    """What was typed of a walk-in is not kept beyond the decision."""
    review = ScanReview.objects.create(scan=scan, verdict=verdict, by=by.user, at=now, reason=reason.strip())
    Scan.objects.filter(pk=scan.pk).exclude(walk_in=None).update(walk_in=None)
    history.record(
        by=by, now=now, obj=scan.register, verb=verb, office=scan.register.workshop.office, reason=reason.strip(),
        after={"scan": scan.pk} | after,
    )  # fmt: skip
    return review
