"""Sign-in sheets on paper: one per register, every confirmed person with a box to sign in, lines for walk-ins."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attendance import queries
from attendance.rules import NOON
from documents import pdf
from workshops.models import Session, Workshop

TEMPLATE = "attendance/pdf/sign_in_sheet.html"
STYLESHEET = "css/sign_in_sheet.css"
#: blank lines at the end for people who come without a registration
WALK_INS = 6


@dataclass(frozen=True)
class Logo:
    """Whose sheet it is: the name, and the picture (`media:…`) where there is one."""

    name: str
    picture: str = ""


def render_sheets(workshop, registers, language, told=None):
    """PDF bytes of the sheets of `registers` (in order, not empty) in `language`; each sheet counts its own pages.

    A constant number of queries. `workshop` has office, project and venue at hand. `told(done)`: how many sheets are laid out.
    """
    registers = list(registers)
    prefetch_related_objects(registers, "sessions__engagements__facilitator")
    with translation.override(language):
        common = _common(workshop, language)
        contexts = [common | _of_register(register, workshop) for register in registers]
        return pdf.render_together(TEMPLATE, contexts, stylesheets=[STYLESHEET], told=told)


def _common(workshop, language):
    """What all sheets of a workshop say."""
    people = queries.people(workshop)
    return {
        "language": language,
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "workshop": workshop,
        "logos": logos(workshop),
        "place": place_of(workshop),
        "people": [(person, queries.institution_on(person, workshop.start)) for person in people],
        "walk_ins": range(len(people) + 1, len(people) + 1 + WALK_INS),
    }


def logos(workshop):
    """The office, then the donors in the order of their shares."""
    funding = workshop.funding.select_related("donor").order_by("position", "id")
    return [_logo(row) for row in (workshop.office, *(share.donor for share in funding))]


def _logo(row):
    """The logo of an office or a donor; a picture that is gone from the disk leaves the name."""
    there = row.logo and (Path(settings.MEDIA_ROOT) / row.logo.name).is_file()
    return Logo(str(row), f"media:{row.logo.name}" if there else "")


def place_of(workshop):
    """Where it is held: the venue with its address, else the town."""
    if not workshop.venue:
        return workshop.city
    parts = [workshop.venue.name, workshop.venue.address, workshop.venue.city or workshop.city]
    return pgettext("between the items of a list", ", ").join(part for part in parts if part)


def _of_register(register, workshop):
    sessions = sorted((s for s in register.sessions.all() if s.kind == Session.Kind.SESSION), key=lambda s: (s.start, s.key))
    teachers = {engagement.facilitator for session in sessions for engagement in session.engagements.all()}
    return {
        "register": register,
        "part": part_of_day(sessions, workshop),
        "hours": (sessions[0].start, max(session.end for session in sessions)) if sessions else None,
        "facilitators": sorted(teacher.name for teacher in teachers),
    }


def part_of_day(sessions, workshop):
    """Morning or afternoon; where each session has its sheet, the session's title. Empty without sessions."""
    if not sessions:
        return ""
    if workshop.attendance_unit == Workshop.AttendanceUnit.SESSION:
        return sessions[0].title or sessions[0].key
    return _("Morning") if sessions[0].start < NOON else _("Afternoon")
