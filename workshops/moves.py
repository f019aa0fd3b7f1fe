"""The changes of a workshop's state as a page offers them: button, question, what follows, and where each is sent.

Links may point up: postponing belongs to participants, holding and closing to attendance.
"""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from workshops.rules.transitions import TRANSITIONS

#: verb → button, question, what follows from it, URL name; without a question a page of its own asks for more
MOVES = {
    "approve": (
        _("Approve"),
        _("Approve this workshop?"),
        _("Its plan is agreed. Nobody outside the office sees it before it is published."),
        "workshops:transition",
    ),
    "publish": (
        _("Publish the workshop"),
        _("Publish this workshop?"),
        _("Everybody can then read its public page and register."),
        "workshops:transition",
    ),
    "close_registration": (
        _("Close registration"),
        _("Close registration?"),
        _("Nobody can register any more. Those who wait for an answer keep their place, and you may reopen it."),
        "workshops:transition",
    ),
    "reopen_registration": (
        _("Reopen registration"),
        _("Reopen registration?"),
        _("Everybody can register again, until the closing time."),
        "workshops:transition",
    ),
    "reschedule": (_("Give new dates"), "", "", "participants:reschedule"),
    "hold": (
        _("Mark as held"),
        _("Mark the workshop held?"),
        _("Reports count a workshop that was held."),
        "attendance:transition",
    ),
    "close": (
        _("Close the workshop"),
        _("Close the workshop?"),
        _("Its figures become final. Every register must be validated."),
        "attendance:transition",
    ),
    "reopen": (_("Reopen the workshop"), "", "", "attendance:transition"),
    "postpone": (_("Postpone"), "", "", "participants:postpone"),
    "cancel": (_("Cancel the workshop"), "", "", "participants:cancel"),
}
_WITH_VERB = {"workshops:transition", "attendance:transition"}


def move(workshop, verb):
    """One change of state: {verb, button, question, text, url, is_form}."""
    button, question, text, name = MOVES[verb]
    arguments = [workshop.code, verb] if name in _WITH_VERB else [workshop.code]
    return {
        "verb": verb,
        "button": button,
        "question": question,
        "text": text,
        "url": reverse(name, args=arguments),
        "is_form": bool(question),
    }


def moves(workshop, today):
    """The changes its state allows on `today`, the day at its place; it can be held from its last day on."""
    allowed = TRANSITIONS[workshop.state]
    return [move(workshop, verb) for verb in MOVES if verb in allowed and (verb != "hold" or today >= workshop.end)]
