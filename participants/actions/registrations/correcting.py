"""Corrections by the person, through the own page: what may be corrected depends on how near the workshop is."""

from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.history import Actor
from participants.actions.registrations import details
from participants.actions.registrations.places import Refused, lock_workshop
from participants.actions.registrations.registering import window_of
from participants.models import LIVE, Registration
from participants.rules.window import correctable

CONSENTS = ["photo_consent", "share_name_consent", "language"]
PAPERS = ["name_order", "dietary", "accessibility", *CONSENTS]
#: the address stays: it was proved
ALL = [name for name in details.DETAILS if name not in {"email", "nationality", *PAPERS}] + PAPERS
_FIELDS = {"all": ALL, "papers": PAPERS, "consents": CONSENTS}


def open_fields(registration, now):
    """The names of what the person may correct at `now`; `registration.workshop` is at hand."""
    workshop = registration.workshop
    return _FIELDS[
        correctable(
            window=window_of(workshop, now),
            state=workshop.state,
            is_live=registration.status in LIVE,
            first_day=workshop.start,
            today=now.astimezone(ZoneInfo(workshop.timezone)).date(),
        )
    ]


@transaction.atomic
def correct_own(*, registration, data, now):
    """The person writes `data` ({field: clean value}). Returns the names of the fields that changed.

    Raises Refused("over") when the deadline of one of them went by since the form was opened; then nothing is written.
    """
    workshop = lock_workshop(registration.workshop_id)
    registration = Registration.objects.get(pk=registration.pk)
    registration.workshop = workshop
    if data.keys() - set(open_fields(registration, now)):
        raise Refused("over")
    by = Actor.link(f"registration:{registration.pk}")
    return details.correct(registration=registration, data=data, by=by, now=now)
