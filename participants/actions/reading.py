"""The trace that reading names leaves (product.md, permissions: "O read, logged"; "all, logged")."""

from django.db import transaction

from accounts.history import record


def note_reading(*, obj, office, may_edit, by, now, verb="viewed"):
    """Record that `by` read who people are on the page of `obj`; the coordinators whose work it is leave no trace.

    `may_edit`: whether the reader may edit registrations there. An administrator may, and is recorded all the same.
    """
    if not may_edit or by.user.is_superuser:
        with transaction.atomic():
            record(by=by, now=now, obj=obj, verb=verb, office=office)
