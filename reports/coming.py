"""The workshops to come with their seats and the share of women, for the first screen and the year at a glance."""

from reports.queries import local_today, seat_counts
from workshops.models import Workshop

SHOWN = 10


def upcoming(user, now, office=None):
    """What templates/reports/_upcoming.html shows: the next workshops `user` sees, of one `office` or of all."""
    coming = Workshop.objects.visible_to(user).exclude(state__in=["cancelled", "closed", "postponed"])
    if office:
        coming = coming.filter(office=office)
    workshops = list(coming.filter(end__gte=now.date()).select_related("venue").order_by("start", "pk")[:SHOWN])
    seats = seat_counts(workshops)
    return [_row(w, seats[w.pk], (w.start - local_today(w, now)).days) for w in workshops]


def _row(workshop, seats, days_left):
    target = workshop.target_women_share
    return {
        "workshop": workshop,
        "days_left": days_left,
        "taken": seats["taken"],
        "fill": 100 * seats["taken"] / workshop.capacity if workshop.capacity else None,
        "women": seats["women"],
        "stated": seats["stated"],
        "women_share": seats["women"] / seats["stated"] if seats["stated"] else None,
        "women_fill": 100 * seats["women"] / seats["stated"] if seats["stated"] else 0,
        "target": 100 * float(target) if target is not None else None,
    }
