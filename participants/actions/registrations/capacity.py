"""What the plan of a workshop asks before its capacity changes, and tells afterwards (`settings.SEAT_KEEPER`)."""

from participants.actions.registrations import offers, places
from participants.rules import seats


def may_hold(workshop, capacity):
    """Whether everybody who takes a seat finds one among `capacity`; the caller holds `workshop`."""
    return capacity is None or places.room_of(workshop).counting <= capacity


def days_moved(workshop):
    """Hold no offered seat beyond the new beginning; the caller holds `workshop`, saved as it is now."""
    offers.shorten(workshop)


def capacity_changed(workshop, before, now):
    """Offer the seats that came with a capacity raised from `before`; the caller holds `workshop`, saved as it is now."""
    freed = seats.seats_more(before=before, after=workshop.capacity)
    if freed != 0:
        offers.fill(workshop, freed=freed, now=now)
