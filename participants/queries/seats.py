"""How full workshops are: facts of seats, one query for any number of workshops."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count, Prefetch, Q

from participants.models import COUNTING, Quota, Registration
from participants.rules import seats


@dataclass(frozen=True)
class Seats:
    """Seats of one workshop; `capacity` and `left` None: no limit."""

    capacity: int | None
    counting: int
    #: people who have a claim to the next free seat: those on the waitlist where the first come are served first
    claimed: int = 0
    #: free seats that quotas keep for their institutions
    kept: int = 0

    @property
    def left(self):
        """Seats a newcomer may hope for: not those kept for institutions, none while others wait for them."""
        if self.capacity is None:
            return None
        return 0 if self.claimed else max(self.capacity - self.counting - self.kept, 0)

    @property
    def taken_percent(self):
        """The taken share of the capacity in percent, for the meter; None without a limit."""
        if not self.capacity:
            return None
        return 100 if self.left == 0 else 100 * self.counting / self.capacity


def with_seats_taken(workshops):
    """`workshops` with `seats_taken` and `people_waiting`: how many registrations take a seat, and wait for one.

    Their quotas in force come with them, in one query more.
    """
    annotated = workshops.annotate(
        seats_taken=Count("registrations", filter=Q(registrations__status__in=COUNTING)),
        people_waiting=Count("registrations", filter=Q(registrations__status=Registration.Status.WAITLISTED)),
    )
    return annotated.prefetch_related(Prefetch("quotas", Quota.objects.in_force().with_taken(), to_attr="quotas_in_force"))


def seats_of(workshop):
    """The Seats of one workshop; reads what `with_seats_taken` loaded, else two queries."""
    if hasattr(workshop, "seats_taken"):
        taken, waiting, quotas = workshop.seats_taken, workshop.people_waiting, workshop.quotas_in_force
    else:
        counts = count_by_status(workshop)
        taken, waiting = sum(counts.get(status, 0) for status in COUNTING), counts.get(Registration.Status.WAITLISTED, 0)
        quotas = Quota.objects.filter(workshop=workshop).in_force().with_taken()
    claimed = waiting if workshop.admission == workshop.Admission.FIRST_COME else 0
    return Seats(workshop.capacity, taken, claimed, sum(seats.Share(each.seats, each.taken).kept for each in quotas))


def begins_at(workshop):
    """When the workshop begins: its first session, else the first day; on the clock of its place."""
    first = workshop.sessions.order_by("register__date", "start").values_list("register__date", "start").first()
    return datetime.combine(*(first or (workshop.start, time())), ZoneInfo(workshop.timezone))


def count_by_status(workshop):
    """{status: how many} of one workshop; one query, statuses without anybody left out."""
    rows = Registration.objects.filter(workshop=workshop).order_by("status").values_list("status").annotate(Count("pk"))
    return dict(rows)


def place_in_line(registration):
    """The place on the waitlist as a person counts it, from 1; None for whoever does not wait."""
    if registration.status != Registration.Status.WAITLISTED:
        return None
    waitlist = Registration.objects.filter(workshop=registration.workshop_id, status=Registration.Status.WAITLISTED)
    return waitlist.filter(rank__lte=registration.rank).count()
