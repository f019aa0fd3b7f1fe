"""What it means for the institutions invited that a workshop is postponed, gets new dates, or is cancelled."""

from datetime import timedelta

from accounts.history import record
from participants import invitations as letters
from participants.actions.nominations.links import make_link
from participants.models import Invitation, Quota


def tell_institutions(*, workshop, kind, now, reason=""):
    """Write the letter `kind` to every focal point who was asked for names; the caller holds `workshop`. Returns how many.

    New dates come with a new link: the one sent first may expire with the old days.
    """
    asked = _in_force(workshop).exclude(sent_at=None)
    for invitation in asked:
        invitation.workshop = workshop
        token = make_link(invitation=invitation, now=now) if kind == "invitation_rescheduled" else ""
        letters.write(invitation=invitation, kind=kind, token=token, reason=reason, now=now)
    return len(asked)


def move_deadlines(*, workshop, days, by, now):
    """Deadlines for names, and the days on which quotas are released, move by `days`; the caller holds `workshop`.

    Else the quotas would be released, and no name taken any more, on the evening the new dates are published.
    """
    by_days = timedelta(days=days)
    for invitation in _in_force(workshop):
        before, invitation.deadline = invitation.deadline, invitation.deadline + by_days
        invitation.save(update_fields=["deadline"])
        record(
            by=by, now=now, obj=invitation, verb="changed", office=workshop.office,
            before={"deadline": before}, after={"deadline": invitation.deadline},
        )  # fmt: skip
    for quota in Quota.objects.filter(workshop=workshop).in_force().exclude(release_on=None).order_by("pk"):
        quota.release_on += by_days
        quota.save(update_fields=["release_on"])


def _in_force(workshop):
    rows = Invitation.objects.filter(workshop=workshop, withdrawn_at=None).select_related("institution", "focal_point")
    return rows.order_by("pk")
