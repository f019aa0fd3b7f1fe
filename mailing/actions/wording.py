"""An office's own wording of a kind of letter."""

from django.db import transaction

from accounts.history import record
from mailing.models import LetterTemplate


@transaction.atomic
def set_wording(*, office, kind, language, subject, text, by, now):
    """Store the office's own `subject` and `text`. Returns the LetterTemplate."""
    return _write(office, kind, language, {"subject": subject, "text": text}, "wording_changed", by, now)


@transaction.atomic
def reset_wording(*, office, kind, language, by, now):
    """Go back to the standard wording. Returns the LetterTemplate, which keeps its history."""
    return _write(office, kind, language, {"subject": "", "text": ""}, "wording_reset", by, now)


def _write(office, kind, language, values, verb, by, now):
    row, _created = LetterTemplate.objects.select_for_update().get_or_create(
        office=office, kind=kind, language=language, defaults={"changed_at": now}
    )
    before = {name: getattr(row, name) for name in values}
    if before == values:
        return row
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_at = now
    row.save()
    record(by=by, now=now, obj=row, verb=verb, office=office, before=before, after=values)
    return row
