"""A workshop as a calendar file (RFC 5545): one event for the whole, or one for each session.

The UID never changes and SEQUENCE only grows, so that a program that knows the event replaces it: a workshop put off or
called off stays in nobody's calendar as if it were held.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import Calendar, Event

from accounts.history import entries_for
from participants.queries.programme import days_of
from workshops.models import Session, Workshop

TYPE = "text/calendar; charset=utf-8"
_OFF = {Workshop.State.POSTPONED, Workshop.State.CANCELLED}


def calendar_of(workshop, *, now, by_session=False):
    """The file as bytes, in the current language; times are those of the workshop's place, with their zone's rules."""
    sessions = [row for _day, rows in days_of(workshop) for row in rows if row.kind == Session.Kind.SESSION]
    calendar = Calendar()
    calendar.add("prodid", "-//Warsha//Workshops//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    sequence = entries_for(workshop).count()  # the history only grows
    for event in _by_session(workshop, sessions) if by_session and sessions else [_whole(workshop, sessions)]:
        _describe(event, workshop, sequence, now)
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _whole(workshop, sessions):
    """One event from the first session to the last; without a programme, the whole days."""
    event = _event(workshop, f"workshop-{workshop.pk}", str(workshop))
    if sessions:
        event.add("dtstart", _moment(workshop, sessions[0].register.date, sessions[0].start))
        day, end = max((row.register.date, row.end) for row in sessions)
        event.add("dtend", _moment(workshop, day, end))
    else:
        event.add("dtstart", workshop.start)
        event.add("dtend", workshop.end + timedelta(days=1))
    return event


def _by_session(workshop, sessions):
    for session in sessions:
        event = _event(workshop, f"session-{session.pk}", f"{session.title or _('Session')} · {workshop}")
        event.add("dtstart", _moment(workshop, session.register.date, session.start))
        event.add("dtend", _moment(workshop, session.register.date, session.end))
        yield event


def _event(workshop, name, summary):
    event = Event()
    event.add("uid", f"{name}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("summary", f"{_called_off(workshop)}{summary}")
    return event


def _describe(event, workshop, sequence, now):
    event.add("dtstamp", now)
    event.add("sequence", sequence)
    event.add("status", "CANCELLED" if workshop.state in _OFF else "CONFIRMED")
    place = place_of(workshop)
    if place:
        event.add("location", place)
    page = settings.SITE_URL + reverse("participants:public_workshop", args=[workshop.code])
    event.add("url", page)
    event.add("description", "\n\n".join(part for part in (workshop.description, workshop.contact, page) if part))


def place_of(workshop):
    """Venue, address and town on one line; empty when nothing is known. A town the address names is not said twice."""
    venue, town = workshop.venue, workshop.city
    parts = [town]
    if venue:
        town = venue.city or town
        addresses = [getattr(venue, f"address_{code}") or "" for code, _name in settings.LANGUAGES]
        parts = [venue.name, venue.address, "" if any(town in address for address in addresses) else town]
    return pgettext("between the items of a list", ", ").join(part for part in parts if part)


def _called_off(workshop):
    if workshop.state not in _OFF:
        return ""
    return f"{_('Cancelled') if workshop.state == Workshop.State.CANCELLED else _('Postponed')}: "


def _moment(workshop, day, at):
    return datetime.combine(day, at, ZoneInfo(workshop.timezone))
