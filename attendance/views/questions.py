"""What a reviewer may ask about a workshop's presence: never an accusation, each with a way to its rows."""

from django.conf import settings
from django.urls import reverse

from attendance import queries
from attendance.rules import days_between
from attendance.views.loading import may


def questions_of(workshop):
    """{"two_events": …, "typed_late": …, "late_days": …} of `workshop` for the page of questions; three queries."""
    late = queries.typed_late(workshop, settings.ATTENDANCE_LATE_DAYS)
    return {
        "two_events": [_two_events(*found) for found in queries.at_two_events(workshop)],
        "typed_late": [_typed_late(register, workshop) for register in late],
        "late_days": settings.ATTENDANCE_LATE_DAYS,
    }


def count_questions(workshop):
    """How many questions wait for `user` as a reviewer; None for whoever is none."""
    if not may(workshop, "registrations.read"):
        return None
    return len(queries.at_two_events(workshop)) + queries.typed_late(workshop, settings.ATTENDANCE_LATE_DAYS).count()


def _two_events(who, here, elsewhere):
    registration, day = who
    return {
        "person": registration,
        "day": day,
        "here": [_place(record) for record in here],
        "elsewhere": [_place(record) for record in elsewhere],
    }


def _place(record):
    """A mark and the way to it."""
    workshop = record.register.workshop
    url = f"{reverse('attendance:grid', args=[workshop.code])}?register={record.register_id}"
    return {"workshop": workshop, "register": record.register, "state": record.get_state_display(), "url": url}


def _typed_late(register, workshop):
    return {"register": register, "days": days_between(workshop.end, register.typed_from, workshop.timezone)}
