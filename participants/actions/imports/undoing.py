"""Taking a list back: what it added goes, as long as nothing hangs on it."""

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError

from accounts.history import record
from accounts.models import HistoryEntry
from mailing.models import Letter
from participants.actions.imports.refusing import ImportRefused
from participants.actions.registrations import FINAL, places
from participants.models import ImportBatch, Participant, Registration

State = ImportBatch.State
CHUNK = 500
#: what history may say of a registration that was only looked at
_READING = {"import_list", "viewed", "names_read"}


@transaction.atomic
def undo(*, batch, by, now):
    """Remove the registrations the list made, and the persons who came with it and are nowhere else. Returns how many.

    Raises ImportRefused: busy (not entered), over, told, changed, recorded.
    """
    workshop = places.lock_workshop(batch.workshop_id)
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state != State.APPLIED:
        raise ImportRefused("busy")
    if workshop.state in FINAL:
        raise ImportRefused("over")
    made = Registration.objects.filter(import_row__batch=batch)
    persons = list(made.filter(import_row__person_made=True).values_list("participant", flat=True))
    registrations = list(made.values_list("pk", flat=True))
    if made.exclude(status=batch.status).exists():
        raise ImportRefused("changed")
    for start in range(0, len(registrations), CHUNK):
        _remove(registrations[start : start + CHUNK])
    for start in range(0, len(persons), CHUNK):
        _remove_persons(persons[start : start + CHUNK])
    batch.rows.update(person_made=False)
    batch.state, batch.undone_at = State.UNDONE, now
    batch.save(update_fields=["state", "undone_at"])
    after = {"list": batch.pk, "people": len(registrations)}
    record(by=by, now=now, obj=workshop, office=workshop.office, verb="import_undone", after=after)
    return len(registrations)


def _remove(pks):
    about = {"content_type": ContentType.objects.get_for_model(Registration), "object_id__in": list(map(str, pks))}
    if Letter.objects.filter(**about).exists():
        raise ImportRefused("told")
    if HistoryEntry.objects.filter(**about).exclude(verb__in=_READING).exists():
        raise ImportRefused("changed")
    rows = Registration.objects.filter(pk__in=pks)
    if _is_held(rows):
        raise ImportRefused("recorded")
    rows.delete()


def _is_held(rows):
    """Whether anything of any app would go with `rows`, or forbids it: asked of the deletion machinery."""
    collector = Collector(using=DEFAULT_DB_ALIAS)
    try:
        collector.collect(list(rows))
    except (ProtectedError, RestrictedError):
        return True
    others = [instances for model, instances in collector.data.items() if model is not Registration and instances]
    return bool(others) or any(found.exists() for found in collector.fast_deletes)


def _remove_persons(pks):
    held = Participant.objects.filter(pk__in=pks)
    free = held.filter(registrations=None, merged_into=None, aliases=None, merges=None, merged_by=None)
    Participant.objects.filter(pk__in=list(free.values_list("pk", flat=True))).delete()
