"""From a case file to rows: all of it in one transaction, or nothing."""

from dataclasses import dataclass

from django.db import DataError, IntegrityError, transaction

from accounts.history import record
from reports.casefile.reader import evaluation, known, names, people, presence, reference, schedule
from reports.casefile.schema import Fault, Refused, faults_of, parse, plain
from workshops.models import Workshop

__all__ = ["Reading", "read"]


@dataclass(frozen=True)
class Reading:
    """The workshop of a file; `imported` is False when it was there already, word for word. `warnings` are about linked rows."""

    workshop: Workshop
    imported: bool
    warnings: tuple[Fault, ...]


def read(data, *, by, now):
    """Import one case: bytes or text of a file, or its plain value. Returns a Reading.

    Raises Refused with every fault found, and then nothing is stored. Reading the same file twice changes nothing.
    """
    data = parse(data) if isinstance(data, bytes | str) else plain(data)
    found = faults_of(data)
    if found:
        raise Refused(found)
    try:
        with transaction.atomic():
            return _read(data, by, now)
    except (IntegrityError, DataError):
        # its text may quote a person; what a check above does not catch is a parallel change
        raise Refused([Fault("$", "the database refused it: read it again, something changed meanwhile")]) from None


def _read(data, by, now):
    workshop = known.workshop(data)
    found = list(known.refusals(data, workshop, now=now))
    if found:
        raise Refused(found)
    if workshop is None:
        names.settle(data, by=by, now=now)
    warnings = tuple(known.warnings(data))
    if workshop:
        return Reading(workshop, False, warnings)
    rows = reference.link(data, by=by, now=now)
    workshop = schedule.create(data, rows, now=now)
    registrations = people.create(data, rows, workshop, now=now)
    presence.create(data, registrations, workshop, now=now)
    evaluation.create(data, registrations, workshop)
    counts = {"code": workshop.code, "participants": len(registrations)}
    record(by=by, now=now, obj=workshop, verb="import_case", office=workshop.office, after=counts)
    return Reading(Workshop.objects.select_related("office", "project").get(pk=workshop.pk), True, warnings)
