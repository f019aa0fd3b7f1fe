"""Refusals in words, and the look of each status."""

from django.utils.translation import gettext_lazy as _

#: a workshop's pages stand under "Workshops" in the main menu, whichever app serves them
SECTION = {"section": "workshops"}
REFUSALS = {
    "full": _("The room is full: raise the capacity, or free a seat first."),
    "not_allowed": _("The present status does not allow it."),
    "over": _("The workshop is closed or cancelled: nothing is decided any more."),
    "closed": _("The workshop takes nobody in its present state."),
    "recorded": _("Presence is recorded for this person: the registration stays confirmed."),
    "reason_needed": _("Give a reason: the person reads it in the letter."),
    "quotas": _("All quotas together would keep more seats than the workshop has."),
    "unused": _("This quota was released already."),
    "no_address": _("No e-mail address is known: a letter cannot be sent."),
    "written_lately": _("Three letters went to this address within the hour: wait a little."),
    "already_registered": _("This person is registered for the workshop already."),
}


def refusal_text(code):
    return REFUSALS.get(code, REFUSALS["not_allowed"])
