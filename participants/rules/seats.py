"""Who gets a seat (product.md, States). Pure: counts in, an answer out; the caller holds the lock under which it counted.

A quota in force keeps its unused seats for its institution, and is all that institution gets by itself: by coming first
or by an offer. Staff may give more by hand, never more than the capacity. A released quota is no quota any more.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

#: in these states of the workshop a free seat is offered to those who wait
OFFERING = frozenset({"published", "registration_closed"})


@dataclass(frozen=True)
class Share:
    """One quota in force: its seats, and how many of its institution's people take a seat (more, where staff gave more)."""

    seats: int
    taken: int

    @property
    def kept(self):
        """Seats kept for the institution, unused so far."""
        return max(self.seats - self.taken, 0)


@dataclass(frozen=True)
class Room:
    """How full a workshop is. `capacity` None: without limit; `quotas` are those in force, by institution."""

    capacity: int | None
    counting: int
    quotas: Mapping[Hashable, Share] = field(default_factory=dict)

    @property
    def free(self):
        """Free seats, kept ones among them; never below zero (an import is not bound by the capacity). None: no limit."""
        return None if self.capacity is None else max(self.capacity - self.counting, 0)

    @property
    def kept(self):
        return sum(share.kept for share in self.quotas.values())

    @property
    def left(self):
        """Free seats that are kept for nobody; None without a limit."""
        return None if self.capacity is None else max(self.free - self.kept, 0)

    @property
    def is_full(self):
        return self.free == 0

    def admits(self, institution):
        """Whether a person of `institution` (None: unknown) may take a seat without staff saying so."""
        if self.is_full:
            return False
        if institution in self.quotas:
            return self.quotas[institution].kept > 0
        return self.left is None or self.left > 0

    def with_one_more(self, institution):
        """The room once somebody of `institution` took a seat."""
        quotas = dict(self.quotas)
        if institution in quotas:
            quotas[institution] = replace(quotas[institution], taken=quotas[institution].taken + 1)
        return replace(self, counting=self.counting + 1, quotas=quotas)


def next_in_line(*, room, waiting, most=None):
    """Who of `waiting` ([(anything, institution)] in rank order) gets a seat, `most` of them: ([anything], the room then).

    Whoever the quotas hold back is passed over and keeps the place in line.
    """
    chosen = []
    for each, institution in waiting:
        if most is not None and len(chosen) >= most:
            break
        if room.admits(institution):
            chosen.append(each)
            room = room.with_one_more(institution)
    return chosen, room


def decide(*, admission, room, institution, waiting=()):
    """The status of a registration whose e-mail has just been proved; `waiting` are the institutions of those who wait.

    A seat given back belongs to those who wait: whoever comes later gets what they leave.
    """
    if admission == "selection":
        return "submitted"
    _chosen, room = next_in_line(room=room, waiting=[(None, each) for each in waiting])
    return "confirmed" if room.admits(institution) else "waitlisted"


def fills_itself(*, admission, undecided, is_registering):
    """Whether every free seat is offered at once, or only a seat that somebody gives back.

    Where the office selects, a free seat may be meant for a name it has yet to decide about, or that has yet to come:
    then the waitlist moves up by the seats given back, and by the office's own word.
    """
    return admission == "first_come" or not (undecided or is_registering)


def offered_until(*, state, now, hours, begins_at):
    """How long a seat offered now is held: `hours`, never beyond the beginning; None: nothing is offered any more, or yet."""
    if state not in OFFERING or now >= begins_at:
        return None
    return min(now + timedelta(hours=hours), begins_at)


def seats_more(*, before, after):
    """How many seats came with a capacity changed from `before` to `after`; None: without limit now."""
    if after is None:
        return 0 if before is None else None
    return 0 if before is None else max(after - before, 0)


def is_lapsed(until: datetime | None, now: datetime) -> bool:
    """Whether the time to take an offered seat is over; one without a time (from a case file) stays."""
    return until is not None and now >= until
