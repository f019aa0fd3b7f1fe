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
    "named": _("People are confirmed by name: reports count them, and no heads are entered."),
    "uncountable": _("In its present state the workshop takes no numbers: they are entered from publication until it is closed."),
    "unused": _("This quota was released already."),
    "no_address": _("No e-mail address is known: a letter cannot be sent."),
    "written_lately": _("Three letters went to this address within the hour: wait a little."),
    "already_registered": _("This person is registered for the workshop already."),
}


def refusal_text(code):
    return REFUSALS.get(code, REFUSALS["not_allowed"])


INSTITUTION_REFUSALS = {
    "merged": _("This institution was merged into another meanwhile: change that one."),
    "known": _("The institution is found by this text already."),
    "taken": _("Another institution is found by this text: an alias leads to one only."),
    "unreadable": _("Write letters or digits: it is searched by them."),
    "day_taken": _("Another name begins on this day: correct that one."),
    "same": _("An institution does not succeed itself."),
    "circle": _("The succession would come back to this institution."),
}
MERGE_REFUSALS = {
    "same": _("These are one and the same row."),
    "merged": _("One of the two was merged already: look at the list again."),
    "office": _("They belong to two offices: each office keeps its own people."),
    "distinct": _("A colleague told these two persons apart. Take that back on the page of duplicates first."),
    "live": _("Both are registered for one workshop. Settle that first: withdraw or decline one of the two registrations."),
    "seats": _("Both have a quota or an invitation for one workshop. Settle that first: remove or withdraw one of the two."),
    "successor": _("One of the two took over from the other: they are two institutions, not one."),
    "undone": _("This merge was undone already."),
    "later": _("The person or institution kept was merged into another since: undo that merge first."),
    "changed": _("What moved then has been moved on or changed since: it cannot be put back by itself any more."),
}
SETTLEMENT_REFUSALS = {
    "gone": _("Nobody has this proposal any more: a colleague settled it, or the person chose an institution."),
    "merged": _("This institution was merged into another meanwhile: choose that one."),
    "undone": _("This was undone already."),
    "changed": _("Some of these registrations say something else by now: correct them one by one."),
}


def institution_refusal(code):
    return INSTITUTION_REFUSALS[code]


def merge_refusal(code):
    return MERGE_REFUSALS[code]


def settlement_refusal(code):
    return SETTLEMENT_REFUSALS[code]


INVITATION_REFUSALS = {
    "closed": _("Letters leave once the workshop is published, and not after it was held or called off."),
    "invited_already": _("This institution is invited already: change that invitation, or withdraw it first."),
    "reference_taken": _("Another invitation of this workshop has this reference."),
    "withdrawn": _("This invitation is withdrawn."),
    "past": _("The deadline is past: set a later one first."),
    "not_sent": _("The invitation has not been sent yet."),
    "over": REFUSALS["over"],
    "reason_needed": _("Give a reason: the focal point reads it in the letter."),
    "quotas": REFUSALS["quotas"],
}
NAMING_REFUSALS = {
    "named_already": _("This person is on your list already."),
    "same_name": _("Somebody of this name is on your list already. Another person? Give the function."),
    "shared_address": _("Somebody else on your list has this address. Leave it empty: letters then come to you."),
    "named_often": _("This address was named three times already. Leave it empty: letters then come to you."),
    "too_many": _("The list is full."),
    "gone": _("This person is not on the list any more."),
    "recorded": _("Presence is recorded for this person: nobody can come instead any more."),
    "replacing": _("The deadline for names is past. You may still send somebody else instead of one of the list."),
}


def invitation_refusal_text(code):
    return INVITATION_REFUSALS[code]


def naming_refusal_text(code):
    return NAMING_REFUSALS.get(code, _("The list cannot be changed any more."))
