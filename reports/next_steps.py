"""The words, the reason and the link of each step of `rules.next_step`."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

#: code → (what to do, why, the button, URL name, with a filter where there is one); what to do and the button may count
_WORDS = {
    "plan_programme": (_("Plan the programme"), _("There is no session yet."), _("Plan sessions"), "workshops:programme"),
    "complete_funding": (
        _("Complete the funding"),
        _("The donors' shares do not sum to 100 %."),
        _("Enter shares"),
        "workshops:funding",
    ),
    "publish": (
        _("Publish the workshop"),
        _("Programme and funding are complete; nobody can register before it is published."),
        _("Review and publish"),
        "reports:workshop",
    ),
    "decide_names": (
        ngettext_lazy("Decide on %(count)d name", "Decide on %(count)d names", "count"),
        _("They registered or were named, and wait for an answer."),
        ngettext_lazy("Review %(count)d name", "Review %(count)d names", "count"),
        "participants:list?status=submitted",
    ),
    "ask_again": (
        ngettext_lazy("Ask %(count)d institution again", "Ask %(count)d institutions again", "count"),
        _("No name came by the day agreed. Set a later day and remind the focal point, or release the seats."),
        _("Open nominations"),
        "participants:nominations?state=waiting",
    ),
    "call_substitutes": (
        ngettext_lazy("Confirm %(count)d substitute", "Confirm %(count)d substitutes", "count"),
        _("A nominee gave the seat up; the next in rank can come."),
        _("Open nominations"),
        "participants:nominations",
    ),
    "offer_seats": (
        ngettext_lazy("Offer %(count)d free seat", "Offer %(count)d free seats", "count"),
        _("There are people on the waitlist who may have it."),
        _("Open seats and waitlist"),
        "participants:seats",
    ),
    "settle_proposals": (
        ngettext_lazy("Settle the institution of %(count)d person", "Settle the institutions of %(count)d persons", "count"),
        _("It is not in the list; reports count it under no institution."),
        _("Settle the proposals"),
        "participants:proposals",
    ),
    "check_in": (
        _("Check people in"),
        _("It runs today: scan the codes at the door, or find the names."),
        _("Open the check-in"),
        "attendance:checkin",
    ),
    "validate_registers": (
        ngettext_lazy("Validate %(count)d register", "Validate %(count)d registers", "count"),
        _("Figures and certificates wait for it."),
        _("Open attendance"),
        "attendance:grid",
    ),
    "hold": (
        _("Mark the workshop held"),
        _("Its last day is over and every register is validated."),
        _("Mark it held"),
        "reports:workshop",
    ),
    "prepare_registers": (
        ngettext_lazy("Prepare %(count)d register", "Prepare %(count)d registers", "count"),
        _("The workshop begins within a week."),
        _("Open attendance"),
        "attendance:grid",
    ),
    "watch_registrations": (
        _("Registration is open"),
        _("Nobody waits for a decision."),
        _("See participants"),
        "participants:list",
    ),
    "issue_certificates": (
        ngettext_lazy("Issue %(count)d certificate", "Issue %(count)d certificates", "count"),
        _("Every register is validated and the rule is met."),
        _("Issue certificates"),
        "certificates:list",
    ),
    "close": (
        _("Close the workshop"),
        _("Every register is validated: the figures can be made final."),
        _("Close the workshop"),
        "reports:workshop",
    ),
    "reschedule_or_cancel": (
        _("Give new dates or cancel"),
        _("The workshop is postponed."),
        _("Give new dates"),
        "participants:reschedule",
    ),
}

#: pages that are no workshop's own
_SHARED = {"participants:proposals", "attendance:checkin"}


def in_words(step, workshop):
    """What a page needs of one step: {code, due, title, why, button, url}."""
    title, why, button, name = _WORDS[step.code]
    numbers = {"count": step.numbers.get("count", 0)}
    return {
        "code": step.code,
        "due": step.due,
        "title": title % numbers,
        "why": why,
        "button": button % numbers,
        "url": _url(name, workshop),
        "workshop": workshop,
    }


def _url(name, workshop):
    name, mark, query = name.partition("?")
    return reverse(name, args=[] if name in _SHARED else [workshop.code]) + mark + query
