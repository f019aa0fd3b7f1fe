"""Present names of institutions that began on a day nobody knows: each file narrows down when."""

from datetime import date, timedelta

from accounts.history import record
from participants.models import Institution, InstitutionName
from reports.casefile.schema import differences
from reports.casefile.writer.reference import institution

ONE_DAY = timedelta(days=1)
NAMES = ("names", "names_now")


def settle(data, *, by, now):
    """Move the start of present names behind the workshop of `data` where it still says the old names, and the same new ones.

    Case files give the present name "from a date unknown, after workshop.end": what an earlier workshop's file set as the
    start was the earliest possible day, and a later file with the very same names shows that it was later still.
    """
    day_after = date.fromisoformat(data["workshop"]["end"]) + ONE_DAY
    said = {row["id"]: row for row in data.get("institutions") or []}
    bounds = InstitutionName.objects.filter(
        institution__key__in=said, from_is_latest_bound=True, valid_from__gt=date.min, valid_from__lt=day_after
    )
    starts = {name.institution_id: name for name in bounds.order_by("valid_from")}
    rows = Institution.objects.prefetch_related("names", "aliases").in_bulk(list(starts))
    for pk, name in starts.items():
        if _same_names(said[rows[pk].key], institution(rows[pk], name.valid_from - ONE_DAY)):
            before, name.valid_from = name.valid_from, day_after
            name.save(update_fields=["valid_from"])
            change = {"before": {"valid_from": before.isoformat()}, "after": {"valid_from": day_after.isoformat()}}
            record(by=by, now=now, obj=rows[pk], verb="changed", **change)


def _same_names(said, kept):
    given = {part: {language: text for language, text in (said.get(part) or {}).items() if text} for part in NAMES}
    return not list(differences(given, {part: kept.get(part, {}) for part in NAMES}))
