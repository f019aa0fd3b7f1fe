"""Who sits on whose seats: the registrations of one workshop by institution."""

from dataclasses import dataclass

from django.db.models import Count, Q

from participants.models import COUNTING, Institution, Registration


@dataclass(frozen=True)
class InstitutionSeats:
    """One institution's part: `institution` None for people whose institution is not in the list, or not stated."""

    institution: Institution | None
    label: str
    taken: int
    women: int
    offered: int
    waiting: int

    @property
    def others(self):
        """Seats taken by men and people of other or unknown sex: the second part of the bar."""
        return self.taken - self.women


def seats_by_institution(workshop):
    """InstitutionSeats of every institution with a seat or a name that waits, most seats first; three queries."""
    taken = Q(status__in=COUNTING)
    rows = (
        Registration.objects.filter(workshop=workshop)
        .filter(taken | Q(status__in=["submitted", "waitlisted"]))
        .order_by("institution")
        .values("institution")
        .annotate(
            taken=Count("pk", filter=taken),
            women=Count("pk", filter=taken & Q(sex="F")),
            offered=Count("pk", filter=Q(status="offered")),
            waiting=Count("pk", filter=~taken),
        )
    )
    rows = list(rows)
    institutions = Institution.objects.prefetch_related("names").in_bulk([row["institution"] for row in rows])
    found = [_seats(row, institutions.get(row.pop("institution")), workshop.start) for row in rows]
    return sorted(found, key=lambda seats: (seats.institution is None, -seats.taken, seats.label))


def _seats(counts, institution, day):
    return InstitutionSeats(institution=institution, label=institution.label(day) if institution else "", **counts)
