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
    #: people who have a claim to the next free seat: those on the waitlist where the first come are served first
    claimed: int = 0

    @property
    def left(self):
        """Seats a newcomer may hope for: none while others wait for them."""
        left = seats.seats_left(capacity=self.capacity, counting=self.counting)
        return 0 if left and self.claimed else left

    @property
    def taken_percent(self):
        """The taken share of the capacity in percent, for the meter; None without a limit."""
        if not self.capacity:
            return None
        return 100 if self.left == 0 else 100 * self.counting / self.capacity


def with_seats_taken(workshops):
    """`workshops` with `seats_taken` and `people_waiting`: how many registrations take a seat, and wait for one."""
    return workshops.annotate(
        seats_taken=Count("registrations", filter=Q(registrations__status__in=COUNTING)),
        people_waiting=Count("registrations", filter=Q(registrations__status=Registration.Status.WAITLISTED)),
    )


def seats_of(workshop):
    """The Seats of one workshop; reads what `with_seats_taken` annotated, else one query."""
    if hasattr(workshop, "seats_taken"):
        taken, waiting = workshop.seats_taken, workshop.people_waiting
    else:
        counts = count_by_status(workshop)
        taken, waiting = sum(counts.get(status, 0) for status in COUNTING), counts.get(Registration.Status.WAITLISTED, 0)
    return Seats(workshop.capacity, taken, waiting if workshop.admission == workshop.Admission.FIRST_COME else 0)


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
