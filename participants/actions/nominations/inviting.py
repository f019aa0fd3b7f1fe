"""Inviting an institution: the row and its quota, the letter with the link, reminding, taking it back."""

from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.history import record
from participants import invitations as letters
from participants.actions.nominations.links import make_link
from participants.actions.quotas import set_quota
from participants.actions.registrations.places import Refused, lock_workshop
from participants.models import FocalPoint, Invitation, Quota
from participants.rules.identity import email_key
from workshops.models import Workshop

State = Workshop.State
#: an invitation may be prepared before the workshop is published; its letter leaves once people may be named
SENDS = {State.PUBLISHED, State.REGISTRATION_CLOSED}
PREPARES = SENDS | {State.DRAFT, State.APPROVED}
_QUOTA_CODES = {"quotas": "quotas", "over": "closed"}


class InvitationRefused(Exception):
    """An invitation could not be made or changed; `code` says why.

    Codes: closed (the workshop's state), invited_already, reference_taken, withdrawn, past (the deadline), not_sent,
    reason_needed, quotas (all quotas together would keep more seats than there are).
    """

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def invite(*, workshop, data, by, now):
    """Invite an institution; nothing leaves before `send`. Returns the Invitation.

    `data`: institution, reference, deadline, language; focal_point, or name, title and email of a new one; seats and
    release_on of its quota, seats None: without one. Raises InvitationRefused: closed, invited_already, reference_taken,
    quotas.
    """
    workshop = lock_workshop(workshop.pk)
    if workshop.state not in PREPARES:
        raise InvitationRefused("closed")
    others = Invitation.objects.filter(workshop=workshop)
    if others.filter(institution=data["institution"], withdrawn_at=None).exists():
        raise InvitationRefused("invited_already")
    _need_free(others, data["reference"])
    invitation = Invitation.objects.create(
        workshop=workshop,
        institution=data["institution"],
        focal_point=data["focal_point"] or _new_focal_point(workshop.office, data, by, now),
        **{name: data[name] for name in ("reference", "deadline", "language")},
        created_at=now,
    )
    _set_quota(invitation, data, by, now)
    record(by=by, now=now, obj=invitation, verb="invitation_prepared", office=workshop.office, after=_plain(data))
    return invitation


@transaction.atomic
def change(*, invitation, data, by, now):
    """Change reference, deadline, language, focal point or quota.

    Raises InvitationRefused: withdrawn, reference_taken, quotas, closed.
    """
    invitation = _locked(invitation)
    _need_free(Invitation.objects.filter(workshop=invitation.workshop).exclude(pk=invitation.pk), data["reference"])
    for name in ("reference", "deadline", "language"):
        setattr(invitation, name, data[name])
    data = data | {"institution": invitation.institution}
    point = data["focal_point"] or _new_focal_point(invitation.workshop.office, data, by, now)
    if point != invitation.focal_point:
        invitation.links.all().delete()  # whoever is asked no longer must not act any more
        invitation.focal_point = point
    invitation.save()
    _set_quota(invitation, data, by, now)
    record(by=by, now=now, obj=invitation, verb="changed", office=invitation.workshop.office, after=_plain(data))
    return invitation


@transaction.atomic
def send(*, invitation, by, now):
    """Write to the focal point, with a new link; the links before it die. Raises InvitationRefused: closed, withdrawn, past."""
    invitation = _locked(invitation)
    _need_open(invitation, now)
    verb = "invitation_sent_again" if invitation.sent_at else "invitation_sent"
    invitation.links.all().delete()
    invitation.sent_at = invitation.sent_at or now
    invitation.save(update_fields=["sent_at"])
    letters.write(invitation=invitation, kind="invitation", token=make_link(invitation=invitation, now=now), now=now)
    record(by=by, now=now, obj=invitation, verb=verb, office=invitation.workshop.office)
    return invitation


@transaction.atomic
def remind(*, invitation, by, now):
    """Write once more; the link in the first letter goes on opening.

    Raises InvitationRefused: closed, withdrawn, past, not_sent.
    """
    invitation = _locked(invitation)
    _need_open(invitation, now)
    if not invitation.sent_at:
        raise InvitationRefused("not_sent")
    token = make_link(invitation=invitation, now=now)
    letters.write(invitation=invitation, kind="invitation_reminder", token=token, now=now)
    record(by=by, now=now, obj=invitation, verb="invitation_reminded", office=invitation.workshop.office)


@transaction.atomic
def print_letter(*, invitation, by, now):
    """A link of its own for the letter on paper, to be signed and sent by post. Returns (invitation, token).

    Printing is sending: the lead time runs from the first of both. Raises InvitationRefused: closed, withdrawn, past.
    """
    invitation = _locked(invitation)
    _need_open(invitation, now)
    invitation.sent_at = invitation.sent_at or now
    invitation.save(update_fields=["sent_at"])
    record(by=by, now=now, obj=invitation, verb="invitation_printed", office=invitation.workshop.office)
    return invitation, make_link(invitation=invitation, now=now)


@transaction.atomic
def withdraw_invitation(*, invitation, reason, by, now):
    """Take the invitation back: its links die, its focal point is told why; who was named stays for the office to decide.

    Raises InvitationRefused: withdrawn, reason_needed.
    """
    reason = reason.strip()
    if not reason:
        raise InvitationRefused("reason_needed")
    invitation = _locked(invitation)
    invitation.links.all().delete()
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    if invitation.sent_at:
        letters.write(invitation=invitation, kind="invitation_withdrawn", reason=reason, now=now)
    record(by=by, now=now, obj=invitation, verb="invitation_withdrawn", office=invitation.workshop.office, reason=reason)
    return invitation


def _locked(invitation):
    """The invitation read again under its workshop's lock. Raises InvitationRefused("withdrawn")."""
    workshop = lock_workshop(invitation.workshop_id)
    invitation = Invitation.objects.select_related("institution", "focal_point").get(pk=invitation.pk)
    invitation.workshop = workshop
    if invitation.withdrawn_at:
        raise InvitationRefused("withdrawn")
    return invitation


def _need_open(invitation, now):
    workshop = invitation.workshop
    if workshop.state not in SENDS:
        raise InvitationRefused("closed")
    if now.astimezone(ZoneInfo(workshop.timezone)).date() > invitation.deadline:
        raise InvitationRefused("past")


def _need_free(invitations, reference):
    if invitations.filter(reference=reference).exists():
        raise InvitationRefused("reference_taken")


def _new_focal_point(office, data, by, now):
    """The office's focal point of that address, made when it is new; a known one is taken as it is, active again."""
    values = {name: data[name] for name in ("name", "title", "email", "language")}
    point, made = FocalPoint.objects.get_or_create(
        office=office, institution=data["institution"], email_key=email_key(data["email"]), defaults=values
    )
    if made:
        record(by=by, now=now, obj=point, verb="created", office=office, after=values)
    elif not point.is_active:
        point.is_active = True
        point.save(update_fields=["is_active"])
        record(by=by, now=now, obj=point, verb="changed", office=office, after={"is_active": True})
    return point


def _set_quota(invitation, data, by, now):
    """Keep the seats for the institution; none given, or nothing changed, leaves the quota it may have as it is."""
    wanted = {name: data[name] for name in ("seats", "release_on")}
    of = {"workshop": invitation.workshop, "institution": invitation.institution}
    if data["seats"] is None or Quota.objects.in_force().filter(**of, **wanted).exists():
        return
    try:
        set_quota(**of, **wanted, by=by, now=now)
    except Refused as refused:
        raise InvitationRefused(_QUOTA_CODES[refused.code]) from refused


def _plain(data):
    """What was said, for the history; persons and institutions by their keys."""
    values = {name: data[name] for name in ("reference", "deadline", "language", "seats", "release_on")}
    return values | {"institution": data["institution"].pk}
