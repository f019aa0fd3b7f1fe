"""The counts at the head of a workshop's list of people."""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Q

from participants.models import COUNTING, LIVE, Nomination, Registration

#: substitutes a focal point named, while no nominee's seat fell to them
STANDING_BY = Q(status=Registration.Status.SUBMITTED, nomination__role=Nomination.Role.SUBSTITUTE)


@dataclass(frozen=True)
class Tally:
    """How many registrations of one workshop stand where. `statuses` is {status: number}, zeros for none."""

    statuses: dict
    taken: int
    women: int
    stated: int
    #: substitutes among the submitted: they wait for a nominee's seat, not for a decision
    standing_by: int

    @property
    def to_decide(self):
        """Names that wait for the office's decision."""
        return self.statuses[Registration.Status.SUBMITTED] - self.standing_by

    @property
    def gone(self):
        """Registrations at an end: declined, withdrawn, replaced, lapsed, cancelled."""
        return sum(number for status, number in self.statuses.items() if status not in LIVE)

    @property
    def women_share(self):
        """Women among the seats whose holder's sex is stated; None while nobody's is."""
        return Fraction(self.women, self.stated) if self.stated else None


def tally_of(workshop):
    """The Tally of one workshop; one query."""
    statuses, sums = dict.fromkeys(Registration.Status.values, 0), {"women": 0, "stated": 0, "standing_by": 0}
    rows = Registration.objects.filter(workshop=workshop).order_by("status").values("status")
    counting = Q(status__in=COUNTING)
    women, stated = Count("pk", filter=counting & Q(sex="F")), Count("pk", filter=counting & ~Q(sex=""))
    substitutes = Count("pk", filter=STANDING_BY)
    for row in rows.annotate(n=Count("pk"), women=women, stated=stated, standing_by=substitutes):
        statuses[row["status"]] = row["n"]
        sums = {name: total + row[name] for name, total in sums.items()}
    return Tally(statuses, taken=sum(statuses[status] for status in COUNTING), **sums)
