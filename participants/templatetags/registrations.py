"""How a registration's status and name are shown."""

from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import gettext

from accounts import verbs
from accounts.templatetags.ui import chip, format_day, page_language
from documents import charts
from participants import import_words
from participants.models import Registration

register = template.Library()

KINDS = {
    "unconfirmed": "quiet",
    "submitted": "info",
    "waitlisted": "info",
    "offered": "warn",
    "confirmed": "ok",
    "declined": "bad",
}
VERDICTS = {"new": "info", "known": "ok", "review": "warn", "error": "bad"}
ICONS = {"submitted": "ring", "replaced": "swap"}


@register.simple_tag
def status_chip(registration):
    """Draw the status of a registration; one who waits shows the `place` in line, where the page counted it."""
    label = registration.get_status_display()
    if getattr(registration, "place", None):
        label = f"{label} ({registration.place})"
    return chip(KINDS.get(registration.status, "quiet"), label, ICONS.get(registration.status, ""))


@register.simple_tag
def invitation_chip(invitation, is_late=False):
    """Draw how far an invitation has come; one without names after its deadline is late."""
    if invitation.withdrawn_at:
        return chip("quiet", gettext("Withdrawn"))
    if is_late:
        return chip("warn", gettext("No names yet, late"))
    if invitation.endorsed_at:
        return chip("ok", gettext("List endorsed"))
    if invitation.first_named_at:
        return chip("info", gettext("Names given"))
    return chip("info", gettext("Waiting for names")) if invitation.sent_at else chip("quiet", gettext("Not sent yet"))


@register.simple_tag
def seat_bar(table, row):
    """The seats of one row of a SeatTable: women, then the others; see `documents.charts.stacked_bar`."""
    return charts.stacked_bar([row.women, row.others], table.most)


@register.filter
def is_live(registration):
    """Whether the registration is not at an end."""
    return registration.status in {*KINDS} - {"declined"}


@register.filter
def shares_name(registration, names):
    """Whether another live registration of the workshop has the same names."""
    return (registration.given_name, registration.family_name, registration.arabic_name) in names


@register.filter
def held_until(registration, length=""):
    """Until when an offered seat is held, on the clock of the workshop's place: "Tuesday 14 April 2026, 09:00".

    `length` "short" leaves out the year.
    """
    moment = registration.offered_until.astimezone(ZoneInfo(registration.workshop.timezone))
    return gettext(", ").join([format_day(moment.date(), page_language(), short=length == "short"), f"{moment:%H:%M}"])


@register.filter
def field_labels(entry):
    """The columns a history entry names, as the forms call them: "given name, sex"."""
    columns = {field.name: field.verbose_name for field in Registration._meta.get_fields() if hasattr(field, "verbose_name")}
    return gettext(", ").join(str(columns.get(name, name.replace("_", " "))) for name in entry.fields)


@register.filter
def in_words(verb):
    """What history recorded, in the language of the page."""
    return verbs.label(verb)


@register.simple_tag
def verdict_chip(row):
    """Draw the verdict about a row of a list that comes in."""
    return chip(VERDICTS.get(row.verdict, "quiet"), row.get_verdict_display() or "–")


@register.filter
def reasons_in_words(row):
    """The reasons of a row's verdict, a sentence or phrase each; those of a candidate stand beside the candidate."""
    beside = {code for _person, codes in row.candidates for code in codes} if row.verdict == "review" else set()
    return [import_words.reason(*reason) for reason in row.reasons if reason[0] not in beside]


@register.filter
def codes_in_words(codes):
    """The reasons for one candidate in a row."""
    return gettext(", ").join(import_words.reason(code) for code in codes)
