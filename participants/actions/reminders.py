"""Reminding people of a workshop some days before it begins."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Cast

from mailing.models import Letter
from participants import letters
from participants.actions.registrations import places
from participants.models import COUNTING, Registration
from participants.queries.addresses import with_addresses
from workshops.models import Workshop

State, Status = Workshop.State, Registration.Status
KINDS = {Status.CONFIRMED: "reminder", Status.OFFERED: "reminder_offered"}
#: only these are about to take place
COMING = [State.PUBLISHED, State.REGISTRATION_CLOSED]
#: nobody is written to at night: the hour, at the workshop's place, from which a day's reminders leave
FROM_HOUR = 8
#: a day's reminders are made up for on the next day, never later, nor on the first day of the workshop
LATE = timedelta(days=1)


def send_reminders(*, now):
    """Remind the confirmed, and those who hold an offer, on the days `Office.reminder_days` names. Returns how many letters.

    A sweep: each person is written to once per number of days and first day of the workshop, which the database holds
    (`letter_once`), however many sweeps run and however often.
    """
    horizon = now.date() + timedelta(days=367)
    coming = Workshop.objects.filter(state__in=COMING, start__gte=now.date() - LATE, start__lte=horizon)
    count = 0
    for workshop in coming.select_related("office").order_by("start", "pk"):
        for days in _due(workshop, now):
            count += _remind_all(workshop, days, now)
    return count


def drop_reminders(*, workshop):
    """Cancel the reminders that have not left: the workshop does not take place on the days they say. Returns how many.

    They give their name free: taken up again on the same days, the workshop is reminded of once more.
    """
    people = Registration.objects.filter(workshop=workshop).annotate(text=Cast("pk", CharField())).values("text")
    about = {"content_type": ContentType.objects.get_for_model(Registration), "object_id__in": people}
    kinds = [letters.PREFIX + kind for kind in KINDS.values()]
    unsent = [Letter.State.QUEUED, Letter.State.HELD, Letter.State.FAILED, Letter.State.UNCLEAR]
    return Letter.objects.filter(**about, kind__in=kinds, state__in=unsent).update(state=Letter.State.CANCELLED, once=None)


def _due(workshop, now):
    """The numbers of days of which reminders should leave at `now`."""
    here = now.astimezone(ZoneInfo(workshop.timezone))
    if here.hour < FROM_HOUR:
        return []
    left = workshop.start - here.date()
    wanted = [timedelta(days=days) for days in workshop.office.reminder_days if isinstance(days, int)]
    return sorted({days.days for days in wanted if timedelta(0) < left and timedelta(0) <= days - left <= LATE}, reverse=True)


def _remind_all(workshop, days, now):
    rows = Registration.objects.filter(workshop=workshop, status__in=COUNTING).order_by("position", "pk")
    done = set(Letter.objects.filter(once__in=[_name(row.pk, days, workshop) for row in rows]).values_list("once", flat=True))
    return sum(_remind(row.pk, workshop.pk, days, now) for row in rows if _name(row.pk, days, workshop) not in done)


@transaction.atomic
def _remind(pk, workshop_pk, days, now):
    """One person, with the workshop held: cancelled or withdrawn a moment ago, there is nothing to remind of."""
    workshop = places.lock_workshop(workshop_pk)
    registration = with_addresses(Registration.objects.filter(pk=pk, status__in=COUNTING)).first()
    if workshop.state not in COMING or days not in _due(workshop, now) or registration is None:
        return 0
    once = _name(pk, days, workshop)
    if Letter.objects.filter(once=once).exists():
        return 0
    registration.workshop = workshop
    letter = letters.write(registration=registration, kind=KINDS[registration.status], now=now, once=once)
    return int(letter is not None)


def _name(pk, days, workshop):
    return f"reminder:{pk}:{days}:{workshop.start}"
