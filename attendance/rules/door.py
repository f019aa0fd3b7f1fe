"""What becomes of something a telephone sent from the door. Pure: facts in, an outcome and a reason of closed lists out."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from attendance.rules.presence import PRESENT, recording

RECORDED, ALREADY, REFUSED, KEPT = "recorded", "already", "refused", "kept"
#: how far a telephone's clock may be off before both times are shown to a reviewer
PATIENCE = timedelta(minutes=5)
#: a helper's link, after the last session; the names on a telephone, after the last session; a late batch, after the link
LINK_LIVES = timedelta(hours=12)
NAMES_LIVE = timedelta(hours=24)
TAKEN_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class Facts:
    """What is known when a scan is decided.

    `here`: whether the registration is of the register's workshop, None when nobody is known by that code. `status`: the
    registration's. `gate`: the answer of `gate_of`. `state`: the mark in force, "" without one. `wanted`: the mark sent.
    `chosen`: whether a person was chosen by name with a mark (which may correct one), not read from a code.
    """

    here: bool | None
    status: str = ""
    gate: str = ""
    state: str = ""
    wanted: str = "present"
    chosen: bool = False


def decide(facts):
    """(outcome, reason) of `facts`: recorded or already with "", refused or kept with a reason."""
    if facts.here is None:
        return KEPT, "unknown_code"
    if not facts.here:
        return REFUSED, "other_workshop"
    if facts.gate:
        return closed(facts.gate)
    if facts.status != "confirmed":
        return REFUSED, "withdrawn" if facts.status == "withdrawn" else "not_confirmed"
    return (ALREADY, "") if _stands(facts) else (RECORDED, "")


def closed(gate):
    """(outcome, reason) at a register whose gate is not "": what came too late is kept, the rest refused."""
    return (KEPT if gate == "late" else REFUSED), gate


def _stands(facts):
    """Whether the mark in force already says it; a plain presence never overwrites "late" or "left early"."""
    if facts.state == facts.wanted:
        return True
    return facts.state in PRESENT and facts.wanted in PRESENT and (not facts.chosen or facts.wanted == "present")


def gate_of(*, state, day, today, settled_at, made_at):
    """Whether a register takes what was made at `made_at`: "" yes; not_open, validated, late.

    `state` is the workshop's, `today` its local day; `settled_at`: when the register was validated (or opened again, from
    then on the office alone corrects it), None when it never was. What was made before and comes after is late, not wrong.
    """
    code = recording(state, day, today, settled_at is not None)
    if code == "locked":
        return "late" if settled_at is None or made_at < settled_at else "validated"
    return "not_open" if code else ""


def clock(*, made_at, sent_at, received_at, day, zone):
    """(whether the telephone's clock is off, the moment the record was made by the server's clock).

    `sent_at` is what the telephone's clock said on sending, None when it did not say. Without it a clock is known to be wrong
    only when it runs ahead, or when it lies before the register's own day.
    """
    if sent_at is not None:
        ahead = sent_at - received_at
        if abs(ahead) > PATIENCE:
            return True, min(made_at - ahead, received_at)
    begins = datetime.combine(day, time(), ZoneInfo(zone))
    off = made_at > received_at + PATIENCE or made_at < begins <= received_at
    return off, received_at if off else min(made_at, received_at)


def last_end(day, ends, zone):
    """When the last session of a register on `day` ends (`ends`: local times of day); midnight after it without any."""
    if not ends:
        return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    return datetime.combine(day, max(ends), ZoneInfo(zone))
