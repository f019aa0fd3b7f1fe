"""When the public may register."""

OPEN, NOT_YET, CLOSED, POSTPONED, CANCELLED = "open", "not_yet", "closed", "postponed", "cancelled"


def window(*, state, opens_at, closes_at, last_day, now, today):
    """Where registration of a workshop stands: open, not_yet, closed, postponed or cancelled.

    `opens_at` and `closes_at` are moments or None (since publication; until the last day), `today` is the day at the
    workshop's place.
    """
    if state in {POSTPONED, CANCELLED}:
        return state
    if state != "published" or today > last_day or (closes_at and now >= closes_at):
        return CLOSED
    if opens_at and now < opens_at:
        return NOT_YET
    return OPEN


def correctable(*, window, state, is_live, first_day, today):
    """What a person may still correct alone: "all", "papers" (how the name is printed, needs), or "consents".

    Everything until registration closes; what only papers and logistics read until the workshop begins; whether one is
    photographed or named to donors is one's own choice at any time. `today` is the day at the workshop's place.
    """
    if not is_live or state not in {"published", "registration_closed", "postponed"} or today >= first_day:
        return "consents"
    return "all" if window in {OPEN, NOT_YET, POSTPONED} else "papers"
