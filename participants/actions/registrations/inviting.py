"""Inviting people the office knows: they find their place prepared, read the notice, and take it by their own link."""

from django.db import transaction

from accounts.history import record
from participants import letters
from participants.actions.registrations import places
from participants.actions.registrations.adding import TAKES_PEOPLE
from participants.actions.registrations.details import DETAILS, write_details
from participants.actions.registrations.places import Refused, Status
from participants.models import Registration

#: what a person said for an earlier workshop and says anew for this one
_ASKED_ANEW = {"dietary", "accessibility", "photo_consent", "share_name_consent"}


@transaction.atomic
def invite(*, workshop, person, by, now):
    """Prepare the place of `person` (a Participant) and write the letter with the link that takes it.

    Details come from the person's newest registration. Returns the registration, unconfirmed. Raises Refused: closed,
    no_address, already_registered.
    """
    workshop = places.lock_workshop(workshop.pk)
    if workshop.state not in TAKES_PEOPLE:
        raise Refused("closed")
    if not person.email_key:
        raise Refused("no_address")
    live = Registration.objects.filter(workshop=workshop).live()
    if (live.filter(participant=person) | live.filter(email_key=person.email_key)).exists():
        raise Refused("already_registered")
    registration = Registration(
        workshop=workshop, participant=person, origin=Registration.Origin.INVITED, status=Status.UNCONFIRMED, created_at=now
    )
    write_details(registration, _known(person))
    places.take_number(registration)
    registration.save()
    record(by=by, now=now, obj=registration, verb="invite", office=workshop.office)
    letters.write(registration=registration, kind="invited", now=now)
    return registration


@transaction.atomic
def remind(*, registration, by, now):
    """Write once more to somebody who has not proved the address. Raises Refused: not_allowed, no_address, written_lately."""
    places.lock_workshop(registration.workshop_id)
    registration = Registration.objects.select_related("workshop__office").get(pk=registration.pk)
    kind = "invited" if registration.origin == Registration.Origin.INVITED else "prove"
    if registration.status != Status.UNCONFIRMED or registration.workshop.state not in TAKES_PEOPLE:
        raise Refused("not_allowed")
    if not registration.email:
        raise Refused("no_address")
    if letters.are_plenty(registration=registration, kind=kind, now=now):
        raise Refused("written_lately")
    record(by=by, now=now, obj=registration, verb="invite_again", office=registration.workshop.office)
    letters.write(registration=registration, kind=kind, now=now)
    return registration


def _known(person):
    """{field: value} known of `person`: what was said last, under the identity of today."""
    last = Registration.objects.filter(participant=person).select_related("institution", "region").order_by("-pk").first()
    said = {name: getattr(last, name) for name in DETAILS if name not in _ASKED_ANEW} if last else {}
    own = {name: getattr(person, name) for name in ("given_name", "family_name", "arabic_name", "name_order", "email", "phone")}
    return said | own | {"language": person.language or said.get("language", "")}
