"""Who gets a seat (product.md, States). Pure: counts in, a status out; the caller holds the lock under which it counted."""


def has_room(*, capacity, counting):
    """Whether one more person may take a seat; `capacity` None means without limit."""
    return capacity is None or counting < capacity


def decide(*, admission, capacity, counting, waiting):
    """The status of a registration whose e-mail has just been proved.

    `admission` is the workshop's; `counting` are the registrations that take a seat, `waiting` those on the waitlist.
    A seat given back belongs to those who wait: whoever comes later goes behind them.
    """
    if admission == "selection":
        return "submitted"
    if capacity is None:
        return "confirmed"
    if waiting or not has_room(capacity=capacity, counting=counting):
        return "waitlisted"
    return "confirmed"


def seats_left(*, capacity, counting):
    """Free seats, never below zero (an import is not bound by the capacity); None without a limit."""
    return None if capacity is None else max(capacity - counting, 0)
