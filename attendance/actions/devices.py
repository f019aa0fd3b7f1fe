"""Links by which a helper without an account checks in at one register: made, revoked."""

import secrets

from django.db import transaction

from accounts import history
from attendance.actions.records import lock_register
from attendance.models import DeviceLink
from attendance.queries import door
from participants.actions.links import token_hash

#: links of one register that work at one time
MOST = 20


class LinkRefused(Exception):
    """No link was made. `code`: over (the register's time has passed), too_many_links."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def make_device_link(*, register, label, by, now):
    """A new link to `register` for `label` (somebody, or a telephone). Returns (link, token); the token is told once."""
    register = lock_register(register)
    expires_at = door.link_expiry(register)
    if expires_at <= now:
        raise LinkRefused("over")
    if register.device_links.filter(revoked_at=None).count() >= MOST:
        raise LinkRefused("too_many_links")
    token = secrets.token_urlsafe(32)
    values = {"token_hash": token_hash(token), "label": label, "made_by": by.user, "created_at": now, "expires_at": expires_at}
    link = DeviceLink.objects.create(register=register, **values)
    _note(link, "device_link_made", by, now, after={"link": link.pk, "expires_at": expires_at})
    return link, token


@transaction.atomic
def revoke_device_link(*, link, by, now):
    """End `link` at once; what it sent stays. One revoked already keeps its time."""
    link = DeviceLink.objects.select_for_update(of=("self",)).select_related("register__workshop__office").get(pk=link.pk)
    if link.revoked_at is None:
        link.revoked_at = now
        link.save(update_fields=["revoked_at"])
        _note(link, "device_link_revoked", by, now, before={"link": link.pk})
    return link


def _note(link, verb, by, now, **values):
    register = link.register
    history.record(by=by, now=now, obj=register, verb=verb, office=register.workshop.office, **values)
