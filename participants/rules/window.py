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
