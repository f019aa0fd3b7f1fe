"""What an edit changed, as history wants it: the fields that differ, before and after."""

from accounts.history import record


def plain(values):
    """{field: plain value}: rows by their keys, numbers as text; what the history's JSON can hold."""
    return {name: getattr(value, "pk", value) for name, value in values.items()}


def apply(row, values):
    """Set `values` on `row` and save it. Returns (before, after) of the fields that differ; saves nothing when none do."""
    before = plain({name: getattr(row, name) for name in values})
    after = plain(values)
    changed = [name for name in after if before[name] != after[name]]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}


def create(model, *, by, now, office=None, **values):
    """Insert one row of reference data and record it. Returns the row."""
    row = model.objects.create(**values)
    record(by=by, now=now, obj=row, verb="created", office=office, after=plain(values))
    return row
