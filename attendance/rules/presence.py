"""How much of a workshop a person attended, as exact numbers. Pure: a plan and marks in, fractions out.

Source of the rules: product.md, "Counting". A half-day is (date, before or from 13:00). It is attended when the
sessions of attended registers make up at least half of its minutes; with one register per half-day that is: when the
register is attended.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

NOON = time(13, 0)
PRESENT = frozenset({"present", "late", "left_early", "present_unsigned"})
EXCUSED = "excused"
UNPUBLISHED = frozenset({"draft", "approved"})
NOT_RUNNING = frozenset({"postponed", "cancelled"})


@dataclass(frozen=True)
class Slot:
    """The minutes one register holds in one half-day; `half` is "am" or "pm"."""

    register: object
    day: date
    half: str
    minutes: int


@dataclass(frozen=True)
class Plan:
    """The mandatory registers of a workshop: those with session minutes. Breaks are not part of it."""

    slots: tuple[Slot, ...]

    @property
    def minutes(self):
        return sum(slot.minutes for slot in self.slots)

    @property
    def registers(self):
        """Ids of the mandatory registers, in order."""
        return tuple(dict.fromkeys(slot.register for slot in self.slots))

    @property
    def half_days(self):
        return len({(slot.day, slot.half) for slot in self.slots})


def make_plan(sessions):
    """A Plan from `(register, day, start, end)` of each session (no breaks), in programme order."""
    minutes = defaultdict(int)
    for register, day, start, end in sessions:
        half = "am" if start < NOON else "pm"
        minutes[register, day, half] += (end.hour - start.hour) * 60 + end.minute - start.minute
    return Plan(tuple(Slot(*key, total) for key, total in minutes.items() if total > 0))


def was_present(marks):
    """Whether `marks` (states of current records) hold at least one verified presence."""
    return any(mark in PRESENT for mark in marks)


def attended_minutes(plan, marks):
    """Session minutes of the registers at which `marks` ({register: state}) is a verified presence."""
    return sum(slot.minutes for slot in plan.slots if marks.get(slot.register) in PRESENT)


def attended_half_days(plan, marks):
    """How many half-days were attended; one is half a person-day."""
    return sum(attended for attended, _held in by_day(plan, marks, "half_day").values())


def by_day(plan, marks, unit, excused="counts_absent"):
    """{day: (attended, held)} in `unit` ("half_day" or "minute").

    With `excused="leaves_denominator"` excused registers are left out of both numbers; a day without any left is absent
    from the answer.
    """
    held, attended = defaultdict(int), defaultdict(int)
    for slot in plan.slots:
        mark = marks.get(slot.register)
        if mark == EXCUSED and excused == "leaves_denominator":
            continue
        held[slot.day, slot.half] += slot.minutes
        if mark in PRESENT:
            attended[slot.day, slot.half] += slot.minutes
    days = defaultdict(lambda: (0, 0))
    for (day, half), minutes in held.items():
        done = attended[day, half]
        step = (done, minutes) if unit == "minute" else (int(2 * done >= minutes), 1)
        days[day] = (days[day][0] + step[0], days[day][1] + step[1])
    return dict(days)


def share(plan, marks, unit="half_day", scope="event", excused="counts_absent"):
    """The attended share as a Fraction: of the whole event, or of the worst day. None when nothing is left to attend."""
    return share_of_days(by_day(plan, marks, unit, excused), scope)


def share_of_days(days, scope):
    """The share that the days of `by_day` come to, by `scope`; None when there are none."""
    if not days:
        return None
    if scope == "each_day":
        return min(Fraction(attended, held) for attended, held in days.values())
    return Fraction(sum(a for a, _h in days.values()), sum(h for _a, h in days.values()))


def local_day(now, zone):
    """The calendar day it is at `now` in the time zone named `zone`: a register belongs to its workshop's own day."""
    return now.astimezone(ZoneInfo(zone)).date()


def recording(state, day, today, validated):
    """Why a register of `day` takes no marks now, or None: `state` is its workshop's, `today` its local day.

    Codes: too_early (not published, or the day is to come), not_running (postponed, cancelled), locked (validated, or
    the workshop is closed and its figures are final).
    """
    if state in NOT_RUNNING:
        return "not_running"
    if state in UNPUBLISHED or today < day:
        return "too_early"
    return "locked" if validated or state == "closed" else None


def late_from(end, zone, days):
    """The moment from which a first mark counts as typed long after a workshop that ended on `end`: `days` whole days later."""
    return datetime.combine(end + timedelta(days=days + 1), time(), ZoneInfo(zone))


def days_between(end, moment, zone):
    """Whole days from the day `end` to the local day of `moment`."""
    return (local_day(moment, zone) - end).days


def coincidences(here, elsewhere):
    """Who was marked present at two events on one day, as [((person, day), [marks here], [marks elsewhere])], in order of `here`.

    `here` and `elsewhere` are [((person, day), mark)]. It is a question, not a verdict: a morning here and an afternoon
    there is possible.
    """
    first, second = defaultdict(list), defaultdict(list)
    for found, marks in ((first, here), (second, elsewhere)):
        for key, mark in marks:
            found[key].append(mark)
    return [(key, marks, second[key]) for key, marks in first.items() if key in second]


def outlook(plan, marks, threshold, **terms):
    """Whether the attendance part of a rule is `met`, still `possible` or `impossible`; presence alone, no test.

    `terms` are those of `share` (unit, scope, excused). A register not recorded yet counts as missed for `met` and as
    attended for `possible`: what it will hold is unknown.
    """
    best = dict.fromkeys(plan.registers, "present") | marks
    if _reaches(plan, marks, threshold, terms):
        return "met"
    return "possible" if _reaches(plan, best, threshold, terms) else "impossible"


def _reaches(plan, marks, threshold, terms):
    reached = share(plan, marks, **terms)
    present = was_present(marks.get(register) for register in plan.registers)
    return present and reached is not None and reached >= threshold
