"""Who sits on whose seats: the registrations of one workshop by institution, against the quotas."""

from dataclasses import dataclass, replace

from django.db.models import Count, Q

from participants.models import COUNTING, Institution, Quota, Registration


@dataclass(frozen=True)
class InstitutionSeats:
    """One institution's part: `institution` None for people whose institution is not in the list, or not stated.

    `quota` is that in force, None without one.
    """

    institution: Institution | None
    label: str
    taken: int = 0
    women: int = 0
    offered: int = 0
    waiting: int = 0
    quota: int | None = None

    @property
    def others(self):
        """Seats taken by men and people of other or unknown sex: the second part of the bar."""
        return self.taken - self.women

    @property
    def kept(self):
        """Free seats the quota keeps."""
        return max((self.quota or 0) - self.taken, 0)

    @property
    def over(self):
        """Seats beyond the quota; 0 within it, or without one."""
        return 0 if self.quota is None else max(self.taken - self.quota, 0)


@dataclass(frozen=True)
class SeatTable:
    """The rows, most seats first, and what their chart and their foot need."""

    rows: list
    most: int
    waiting: int
    #: sum of the quotas in force; None when there are none
    quota: int | None

    @property
    def taken(self):
        return sum(row.taken for row in self.rows)

    @property
    def women(self):
        return sum(row.women for row in self.rows)

    @property
    def kept(self):
        return sum(row.kept for row in self.rows)

    @property
    def over(self):
        return sum(row.over for row in self.rows)


def seat_table(workshop):
    """The SeatTable of every institution with a seat, a name that waits, or a quota in force; four queries."""
    rows = seats_by_institution(workshop)
    quotas = [row.quota for row in rows if row.quota is not None]
    return SeatTable(
        rows=rows,
        most=max((max(row.taken, row.quota or 0) for row in rows), default=0),
        waiting=sum(row.waiting for row in rows),
        quota=sum(quotas) if quotas else None,
    )


def seats_by_institution(workshop):
    """The InstitutionSeats of one workshop, most seats first, people of no institution in the list last."""
    counts = {row.pop("institution"): row for row in _counts(workshop)}
    quotas = dict(Quota.objects.filter(workshop=workshop, released_at=None).values_list("institution", "seats"))
    institutions = Institution.objects.prefetch_related("names").in_bulk({*counts, *quotas} - {None})
    found = [
        replace(_seats(counts.get(pk, {}), institutions.get(pk), workshop.start), quota=quotas.get(pk))
        for pk in {*counts, *quotas}
    ]
    return sorted(found, key=lambda seats: (seats.institution is None, -seats.taken, -(seats.quota or 0), seats.label))


def _counts(workshop):
    taken = Q(status__in=COUNTING)
    return (
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


def _seats(counts, institution, day):
    return InstitutionSeats(institution=institution, label=institution.label(day) if institution else "", **counts)
