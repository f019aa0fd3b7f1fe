"""The focal point's link to one invitation: the token goes out in a letter, its SHA-256 alone stays here."""

import secrets
from datetime import timedelta

from accounts.history import Actor
from participants.actions.links import end_of, token_hash
from participants.models import InvitationLink

#: how long after the workshop's last day a focal point may still look at the list
VALID_AFTER_END = timedelta(days=30)


def make_link(*, invitation, now):
    """A new link to `invitation`. Returns its token, which cannot be read again later."""
    token = secrets.token_urlsafe(32)
    expires_at = end_of(invitation.workshop, now) + VALID_AFTER_END
    InvitationLink.objects.create(invitation=invitation, token_hash=token_hash(token), created_at=now, expires_at=expires_at)
    return token


def open_link(token, now):
    """The invitation `token` leads to (workshop, institution and focal point loaded), or None: unknown, or expired."""
    links = InvitationLink.objects.filter(token_hash=token_hash(token), expires_at__gt=now)
    link = links.select_related(
        "invitation__workshop__office", "invitation__workshop__venue", "invitation__institution", "invitation__focal_point"
    ).first()
    return link.invitation if link else None


def by_link(invitation):
    """The actor behind an invitation's link."""
    return Actor.link(f"invitation:{invitation.pk}")
