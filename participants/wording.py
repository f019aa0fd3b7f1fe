"""What a letter about a registration says: the office's own wording or the standard one, and the values filled in.

The standard wording is a template per kind for all languages, drawn with {name} in place of the name: both wordings are
filled in by the same plain replacement.
"""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.templatetags.ui import format_date, format_range, page_language
from mailing import kinds
from mailing.models import LetterTemplate
from mailing.rules.wording import fill

#: of a registration_* kind
PREFIX = "registration_"


def wording_of(*, office, kind, language):
    """(subject, text) as `office` words `kind` (of `mailing.kinds`) in `language`, placeholders and all."""
    own = LetterTemplate.objects.filter(office=office, kind=kind, language=language).exclude(text="").first()
    return (own.subject, own.text) if own else standard_wording(kind, language)


def standard_wording(kind, language):
    """(subject, text) of the built-in template: its first line is the subject."""
    values = {name: f"{{{name}}}" for name in kinds.PLACEHOLDERS}
    with translation.override(language):
        drawn = render_to_string(_template(kind), values)
    subject, _newline, text = drawn.strip().partition("\n")
    return subject, fill(text, {})


def can_be_worded():
    """The kinds an office may word itself: those that have a standard wording."""
    return [kind for kind in kinds.KINDS.values() if _has_standard(kind.key)]


def workshop_values(workshop, language):
    """The values every letter about `workshop` has in common, in `language`; one query."""
    with translation.override(language):
        return {
            "title": workshop.title or workshop.code,
            "dates": format_range(workshop.start, workshop.end, page_language()),
            "place": str(workshop.venue) if workshop.venue else workshop.city,
            "time": _first_session(workshop),
            "office": str(workshop.office),
            "contact": workshop.contact,
            "page": settings.SITE_URL + reverse("participants:public_workshop", args=[workshop.code]),
        }


def person_values(registration, language):
    """The values of one person, in `language`, but for the link."""
    with translation.override(language):
        return {"name": name_of(registration), "deadline": _deadline(registration), "reason": registration.status_reason}


def name_of(registration):
    """The name as the active language writes it: the Arabic one in Arabic, where there is one."""
    is_arabic = (translation.get_language() or "").startswith("ar")
    return registration.arabic_name if is_arabic and registration.arabic_name else registration.display_name


def passed_on(registration, language):
    """The line above a letter that a focal point passes on."""
    with translation.override(language):
        return render_to_string("participants/mail/_passed_on.txt", {"name": name_of(registration)}).strip()


def _template(kind):
    return f"participants/mail/{kind.removeprefix(PREFIX)}.txt"


def _has_standard(kind):
    try:
        get_template(_template(kind))
    except TemplateDoesNotExist:
        return False
    return True


def _first_session(workshop):
    first = workshop.sessions.filter(kind="session").order_by("register__date", "start", "key").first()
    return f"{first.start:%H:%M}" if first else ""


def _deadline(registration):
    """Until when an offered seat is held, on the clock of the workshop's place."""
    if not registration.offered_until:
        return ""
    until = registration.offered_until.astimezone(ZoneInfo(registration.workshop.timezone))
    return f"{format_date(until.date(), page_language())}, {until:%H:%M}"
