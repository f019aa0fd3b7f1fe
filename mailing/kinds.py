"""The kinds of letters an office may word itself, and the placeholders of each: one place, as with the verbs of history.

A letter of a kind that is not here is always written from the built-in template.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

#: what each placeholder stands for
PLACEHOLDERS = {
    "name": _("the person's name"),
    "title": _("the workshop's title"),
    "dates": _("the workshop's days"),
    "place": _("the venue, or the city"),
    "time": _("when the first session begins"),
    "office": _("the office's name"),
    "contact": _("whom to ask"),
    "page": _("the address of the workshop's public page"),
    "link": _("the person's own link"),
    "reason": _("the reason given"),
    "remark": _("what the office adds"),
    "deadline": _("until when an answer is awaited"),
}
_ALWAYS = ("name", "title", "dates", "place", "time", "office", "contact", "page")


@dataclass(frozen=True)
class Kind:
    """`placeholders` may stand in the letter, `required` must."""

    key: str
    label: str
    placeholders: tuple
    required: tuple


def _kind(key, label, *more, required=()):
    return Kind(f"registration_{key}", label, (*_ALWAYS, *required, *more), required)


KINDS = {
    kind.key: kind
    for kind in [
        _kind("prove", _("Please confirm your address"), required=("link",)),
        _kind("invited", _("You are invited"), required=("link",)),
        _kind("already_registered", _("You are registered already"), required=("link",)),
        _kind("nominated", _("Your institution has named you"), "link"),
        _kind("submitted", _("We have your registration"), "link"),
        _kind("confirmed", _("Your seat is confirmed"), "link"),
        _kind("waitlisted", _("You are on the waitlist"), "link"),
        _kind("offered", _("A seat is offered to you"), required=("link", "deadline")),
        _kind("offer_expired", _("The time to accept your seat is over")),
        _kind("declined", _("We cannot offer you a seat"), "reason"),
        _kind("withdrawn", _("Your registration is withdrawn")),
        _kind("cancelled", _("Your seat is cancelled"), "reason"),
        _kind("replaced", _("Somebody else has your seat")),
        _kind("workshop_postponed", _("The workshop is postponed"), "link", "reason"),
        _kind("workshop_rescheduled", _("The workshop has new dates"), "link", "remark"),
        _kind("workshop_cancelled", _("The workshop is cancelled"), "reason"),
        _kind("certificate", _("Your certificate is ready"), required=("link",)),
        _kind("reminder", _("Reminder before the workshop"), required=("link",)),
        _kind("reminder_offered", _("Reminder of an offered seat"), required=("link", "deadline")),
        _kind("feedback", _("What did you think of the workshop?"), required=("link",)),
        _kind("follow_up", _("Do you use what you learned?"), required=("link",)),
    ]
}
#: a message to chosen people: its wording is written each time
MESSAGE = _kind("message", _("Message"), "link")
#: letters that nobody words: what they are called in lists
_OTHERS = {MESSAGE.key: MESSAGE.label, "account": _("Sign-in"), "certificate": _("Certificate")}
_OTHERS["erasure"] = _("Somebody asks for erasure")
_OTHERS["registration_own_links"] = _("Your links to your registrations")
_OTHERS |= {
    "invitation": _("Invitation to an institution"),
    "invitation_reminder": _("Reminder to an institution"),
    "invitation_withdrawn": _("Invitation withdrawn"),
    "invitation_postponed": _("Postponed, to an institution"),
    "invitation_rescheduled": _("New dates, to an institution"),
    "invitation_cancelled": _("Cancelled, to an institution"),
}


def label(key):
    """The kind in words; one that is not known is shown as it is."""
    return KINDS[key].label if key in KINDS else _OTHERS.get(key, key.replace("_", " "))
