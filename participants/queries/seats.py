"""How full workshops are: facts of seats, one query for any number of workshops."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Prefetch, Q

from participants.models import COUNTING, Quota, Registration
from participants.rules import seats
from workshops.models import Workshop


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


def room_of(workshop):
    """How full `workshop` is, quotas in force included: the facts `rules.seats` decides on. Two queries."""
    return rooms_of([workshop])[workshop.pk]


def rooms_of(workshops):
    """{workshop id: Room} of a list of workshops; two queries."""
    taken = {workshop.pk: {} for workshop in workshops}
    shares = {workshop.pk: {} for workshop in workshops}
    rows = Registration.objects.filter(workshop__in=workshops).counting().order_by("workshop", "institution")
    for workshop, institution, count in rows.values_list("workshop", "institution").annotate(Count("pk")):
        taken[workshop][institution] = count
    quotas = Quota.objects.filter(workshop__in=workshops).in_force().order_by("pk")
    for workshop, institution, kept in quotas.values_list("workshop", "institution", "seats"):
        shares[workshop][institution] = seats.Share(kept, taken[workshop].get(institution, 0))
    return {each.pk: seats.Room(each.capacity, sum(taken[each.pk].values()), shares[each.pk]) for each in workshops}


def free_for_waiting(workshops):
    """{workshop id: free seats that people who wait would get, were they offered}, where the office selects; three queries.

    Where the first come are served first, free seats are offered without the office.
    """
    choosing = [each for each in workshops if each.admission == Workshop.Admission.SELECTION and each.state in seats.OFFERING]
    rows = Registration.objects.filter(workshop__in=choosing, status=Registration.Status.WAITLISTED).order_by("rank", "pk")
    waiting = {}
    for workshop, pk, institution in rows.values_list("workshop", "pk", "institution"):
        waiting.setdefault(workshop, []).append((pk, institution))
    rooms = rooms_of(choosing)
    return {pk: len(seats.next_in_line(room=rooms[pk], waiting=pairs)[0]) for pk, pairs in waiting.items()}


def waitlist_of(workshop):
    """Those who wait, in rank order."""
    return Registration.objects.filter(workshop=workshop, status=Registration.Status.WAITLISTED).order_by("rank", "pk")


def offered_in(workshop):
    """Those who have a seat offered, the one held shortest first."""
    rows = Registration.objects.filter(workshop=workshop, status=Registration.Status.OFFERED)
    rows = rows.select_related("workshop", "institution").prefetch_related("institution__names")
    return rows.order_by(F("offered_until").asc(nulls_last=True), "pk")


def quotas_of(workshop):
    """The quotas of one workshop as its page shows them: with `taken`, `share` and the institution's `label`; two queries."""
    quotas = Quota.objects.filter(workshop=workshop).with_taken().select_related("institution")
    rows = list(quotas.prefetch_related("institution__names"))
    for row in rows:
        row.share, row.label = seats.Share(row.seats, row.taken), row.institution.label(workshop.start)
    return sorted(rows, key=lambda row: (row.label, row.pk))


@dataclass(frozen=True)
class Line:
    """Who waits in one workshop: {registration id: place, from 1}, and the ids of those the free seats would go to now."""

    places: dict
    next: frozenset


def with_places(rows, workshop):
    """`rows` (registrations of `workshop`), those that wait each with its `place` on the waitlist; one query."""
    places = {pk: place for place, pk in enumerate(waitlist_of(workshop).values_list("pk", flat=True), 1)}
    for row in rows:
        row.place = places.get(row.pk)
    return rows


def line_of(workshop, room):
    """The Line of `workshop`; one query."""
    pairs = list(waitlist_of(workshop).values_list("pk", "institution"))
    chosen, _room = seats.next_in_line(room=room, waiting=pairs)
    return Line({pk: place for place, (pk, _institution) in enumerate(pairs, 1)}, frozenset(chosen))


def in_line(rows, line, room):
    """`rows` (registrations that wait), each with its `place`, and whether it is `held_back`.

    Held back: the institution has what its quota gives; a free seat goes past them.
    """
    for row in rows:
        share = room.quotas.get(row.institution_id)
        row.place, row.held_back = line.places.get(row.pk), share is not None and share.kept == 0
    return rows


def offer_to(registration, now):
    """What became of the seat offered to a person: "open", "still" (the workshop is postponed), "over", or "" for none."""
    if registration.status != Registration.Status.OFFERED:
        return ""
    if registration.workshop.state == Workshop.State.POSTPONED:
        return "still"
    is_open = registration.workshop.state in seats.OFFERING and not seats.is_lapsed(registration.offered_until, now)
    return "open" if is_open else "over"


def offers_in(workshop, now):
    """Whether free seats of `workshop` are offered at all: from its publication until it begins."""
    return workshop.state in seats.OFFERING and now < begins_at(workshop)


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
