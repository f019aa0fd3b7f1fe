"""How full workshops are: facts of seats, one query for any number of workshops."""

from dataclasses import dataclass

from django.db.models import Count, Q

from participants.models import COUNTING, Registration
from participants.rules import seats


@dataclass(frozen=True)
class Seats:
    """Seats of one workshop; `capacity` and `left` None: no limit."""

    capacity: int | None
    counting: int

    @property
    def left(self):
        return seats.seats_left(capacity=self.capacity, counting=self.counting)

    @property
    def taken_percent(self):
        """The taken share of the capacity in percent, for the meter; None without a limit."""
        return 100 * self.counting / self.capacity if self.capacity else None


def with_seats_taken(workshops):
    """`workshops` with `seats_taken`: how many registrations take a seat."""
    return workshops.annotate(seats_taken=Count("registrations", filter=Q(registrations__status__in=COUNTING), distinct=True))


def seats_of(workshop):
    """The Seats of one workshop; reads `seats_taken` when it was annotated, else one query."""
    taken = getattr(workshop, "seats_taken", None)
    if taken is None:
        taken = Registration.objects.filter(workshop=workshop).counting().count()
    return Seats(workshop.capacity, taken)


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
