"""Keeping the directory of focal points."""

from django.db import transaction

from accounts.history import record
from participants.models import FocalPoint
from participants.rules.identity import email_key


class FocalPointRefused(Exception):
    """The row could not be written; `code`: known (the institution has a focal point of this address in this office)."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def save_focal_point(*, point, by, now):
    """Write a new or changed FocalPoint. Raises FocalPointRefused: known. Returns it."""
    point.email_key = email_key(point.email)
    others = FocalPoint.objects.filter(office=point.office, institution=point.institution, email_key=point.email_key)
    if others.exclude(pk=point.pk).exists():
        raise FocalPointRefused("known")
    verb = "changed" if point.pk else "created"
    point.save()
    after = {name: getattr(point, name) for name in ("name", "title", "email", "language")}
    record(by=by, now=now, obj=point, verb=verb, office=point.office, after=after)
    return point


@transaction.atomic
def set_active(*, point, is_active, by, now):
    """Offer a focal point for new invitations, or do so no longer; those sent before go on."""
    point.is_active = is_active
    point.save(update_fields=["is_active"])
    record(by=by, now=now, obj=point, verb="changed", office=point.office, after={"is_active": is_active})
