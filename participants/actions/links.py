"""Personal links: the token goes out in a letter, its SHA-256 alone stays here."""

import hashlib
import secrets
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from participants.models import AccessLink

#: how long after the workshop's last day a link opens
VALID_AFTER_END = timedelta(days=180)


def make_link(*, registration, now):
    """A new personal link to `registration`. Returns its token, which cannot be read again later."""
    token = secrets.token_urlsafe(32)
    expires_at = end_of(registration.workshop, now) + VALID_AFTER_END
    AccessLink.objects.create(registration=registration, token_hash=token_hash(token), created_at=now, expires_at=expires_at)
    return token


def open_link(token, now):
    """The registration `token` leads to (workshop and its office loaded), or None: unknown, or expired."""
    link = (
        AccessLink.objects.filter(token_hash=token_hash(token), expires_at__gt=now)
        .select_related("registration__workshop__office", "registration__institution")
        .first()
    )
    return link.registration if link else None


def end_of(workshop, now):
    """The moment from which the life of a link is counted: the workshop's last evening, `now` when that is past."""
    return max(datetime.combine(workshop.end, time(23, 59), ZoneInfo(workshop.timezone)), now)


def token_hash(token):
    """What is kept of a token: its SHA-256."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
