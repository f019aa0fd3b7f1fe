"""What a workshop needs next: facts in, the steps that wait, in the order they wait. Home and overview both ask here."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Situation:
    """The facts of one workshop. Counts are of registrations, registers (mandatory ones) or certificates."""

    state: str
    today: date
    start: date
    end: date
    has_sessions: bool = True
    shares_complete: bool = True
    closes_at: datetime | None = None
    capacity: int | None = None
    seats_taken: int = 0
    to_decide: int = 0
    #: people on the waitlist who would get a free seat, were it offered
    to_offer: int = 0
    #: substitutes whose turn it is
    to_call: int = 0
    #: the deadlines of institutions that were asked for names and gave none
    silent: tuple = ()
    #: registrations whose institution is not in the list
    proposed: int = 0
    registers: int = 0
    registers_past: int = 0
    registers_validated: int = 0
    eligible: int = 0
    certificates: int = 0


@dataclass(frozen=True)
class Step:
    """One thing to do: a `code` the page has words and a link for, the day it is due (None: any time), and its numbers."""

    code: str
    due: date | None = None
    numbers: dict = field(default_factory=dict)


def steps(situation):
    """The steps that wait, most pressing first; empty when the workshop needs nothing."""
    found = list(_STEPS_OF[situation.state](situation))
    return sorted(found, key=lambda step: (step.due is None, step.due or date.max))


def _planning(s):
    if not s.has_sessions:
        yield Step("plan_programme", s.start)
    elif not s.shares_complete:
        yield Step("complete_funding", s.start)
    else:
        yield Step("publish", s.start)


def _running(s):
    if s.to_decide:
        yield Step("decide_names", s.today, {"count": s.to_decide})
    if s.today < s.start:
        yield from _filling(s)
    if s.proposed:
        yield Step("settle_proposals", s.start, {"count": s.proposed})
    waiting = s.registers_past - s.registers_validated
    if waiting > 0 and s.today <= s.end:
        yield Step("check_in", s.today)
    if waiting > 0:
        yield Step("validate_registers", min(s.end, s.today), {"count": waiting})
    if s.today > s.end and waiting <= 0:
        yield Step("hold", s.end)
    elif s.today < s.start and s.registers and (s.start - s.today).days <= 7:
        yield Step("prepare_registers", s.start, {"count": s.registers})
    elif s.today < s.start and not (s.to_decide or s.to_call or s.to_offer):
        yield Step("watch_registrations", None, {"taken": s.seats_taken, "capacity": s.capacity})


def _filling(s):
    """What fills the room: institutions that owe names, a substitute's turn, free seats for whoever waits."""
    late = [day for day in s.silent if day < s.today]
    if late:
        yield Step("ask_again", min(late), {"count": len(late)})
    if s.to_call:
        yield Step("call_substitutes", s.today, {"count": s.to_call})
    if s.to_offer:
        yield Step("offer_seats", s.today, {"count": s.to_offer})


def _held(s):
    if s.proposed:
        yield Step("settle_proposals", s.end, {"count": s.proposed})
    if s.registers_validated < s.registers:
        yield Step("validate_registers", s.end, {"count": s.registers - s.registers_validated})
        return
    if s.eligible > s.certificates:
        yield Step("issue_certificates", s.end, {"count": s.eligible - s.certificates})
    yield Step("close", s.end)


def _closed(s):
    if s.eligible > s.certificates:
        yield Step("issue_certificates", s.end, {"count": s.eligible - s.certificates})


def _postponed(s):
    yield Step("reschedule_or_cancel", s.start)


def _nothing(_s):
    return ()


_STEPS_OF = {
    "draft": _planning,
    "approved": _planning,
    "published": _running,
    "registration_closed": _running,
    "held": _held,
    "closed": _closed,
    "postponed": _postponed,
    "cancelled": _nothing,
}
