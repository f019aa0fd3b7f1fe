"""The lock under which seats are counted and given, and the numbers given under it.

Every action of every app locks in one order, so that on PostgreSQL no two wait for each other: the workshop's row, then
its register, certificate or registration, then the office's number sequence; a person's row is written last. Recording
marks takes the register, then the registrations marked by their ids; storing a file and revoking take the certificate
alone.
"""

from zoneinfo import ZoneInfo

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Max
from django.db.models.deletion import Collector, ProtectedError

from participants.models import Participant, Registration
from participants.queries.seats import room_of, waitlist_of
from participants.rules.window import window
from workshops.models import Workshop

Status = Registration.Status


class Refused(Exception):
    """A registration could not be made or changed; `code` says why.

    Codes: closed, not_yet, postponed, cancelled (the workshop takes none), unknown_link, over (the workshop is done),
    expired, full, not_allowed (the transition table), recorded (presence was taken), reason_needed, already_registered,
    lapsed (the offered seat was held until then), taken (the capacity would be lower than the seats taken), quotas (the
    quotas would keep more seats than there are), unused (the quota keeps no seat any more), no_address, written_lately.
    """

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def lock_workshop(pk):
    """The workshop's row, held until the transaction ends. On SQLite the transaction itself is the lock."""
    return Workshop.objects.select_for_update(of=("self",)).select_related("office").get(pk=pk)


def lock_people(pks):
    """{pk: Participant} of `pks`, held until the transaction ends; always in one order, so that no two wait for each other."""
    rows = Participant.objects.select_for_update(of=("self",)).filter(pk__in=pks).select_related("office")
    return {person.pk: person for person in rows.order_by("pk")}


def lock_registration(pk, workshop):
    """The row of one registration of `workshop` (held), read anew and held too: whoever records presence waits for it."""
    row = Registration.objects.select_for_update(of=("self",), no_key=True).select_related("institution").get(pk=pk)
    row.workshop = workshop
    return row


def window_of(workshop, now):
    """Where registration of `workshop` stands at `now`: the answer of `rules.window.window`."""
    return window(
        state=workshop.state,
        opens_at=workshop.registration_opens_at,
        closes_at=workshop.registration_closes_at,
        last_day=workshop.end,
        now=now,
        today=now.astimezone(ZoneInfo(workshop.timezone)).date(),
    )


def take_number(registration):
    """Give `registration` its order of arrival and its key; the caller holds the workshop."""
    others = Registration.objects.filter(workshop=registration.workshop)
    number = (others.aggregate(last=Max("position"))["last"] or 0) + 1
    registration.position = number
    while others.filter(key=f"R{number}").exists():
        number += 1
    registration.key = f"R{number}"


def need_room(workshop):
    """Raise Refused("full") when no seat is free, whoever it is kept for; the caller holds the workshop."""
    if room_of(workshop).is_full:
        raise Refused("full")


def is_recorded(registration):
    """Whether something above holds on to `registration`: a mark in a register, a certificate; a nomination does not.

    Asked of the deletion machinery, since the apps that record presence and issue papers stand above this one.
    """
    try:
        Collector(using=DEFAULT_DB_ALIAS).collect([registration])
    except ProtectedError as error:
        return any(row._meta.app_label != Registration._meta.app_label for row in error.protected_objects)
    return False


def settle(registration, status, *, reason=""):
    """Set the status and what goes with it: the rank of one who waits, none of any other. Saves the row."""
    registration.status = status
    registration.status_reason = reason
    registration.rank = _next_rank(registration.workshop) if status == Status.WAITLISTED else None
    if status != Status.OFFERED:
        registration.offered_until = None
    registration.save()


def _next_rank(workshop):
    return (waitlist_of(workshop).aggregate(last=Max("rank"))["last"] or 0) + 1
