"""The words of each gap of `reports.missing`, and where it is closed."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

#: code → (heading, what it does to the figures, the number in words or None, the act, URL name with a filter where there is one)
WORDS = {
    "not_held": (
        _("Not marked held"),
        _("Their days are over; no report counts them before they are marked held."),
        None,
        _("Open the workshop"),
        "reports:workshop",
    ),
    "registers_open": (
        _("Registers not validated"),
        _("Their marks are counted, but may still change."),
        ngettext_lazy("%(count)d register", "%(count)d registers", "count"),
        _("Validate the registers"),
        "attendance:grid",
    ),
    "sheets_missing": (
        _("Signed sheets missing"),
        _("Validated without the scan of the signed sheet, for which an auditor will ask."),
        ngettext_lazy("%(count)d register", "%(count)d registers", "count"),
        _("Attach the scans"),
        "attendance:papers",
    ),
    "no_shares": (
        _("Funding shares missing"),
        _("The donors' shares do not sum to 100 %, so the money cannot be split."),
        None,
        _("Enter the shares"),
        "workshops:funding",
    ),
    "no_cost": (
        _("Costs missing"),
        _("No actual cost is recorded; the total and the unit costs leave these workshops out."),
        None,
        _("Enter the costs"),
        "workshops:funding",
    ),
    "no_sex": (
        _("Sex not stated"),
        _("Counted as not stated; the share of women leaves these people out."),
        ngettext_lazy("%(count)d person", "%(count)d persons", "count"),
        _("Show these people"),
        "participants:list?sex=none&status=confirmed",
    ),
    "no_institution": (
        _("Institution missing"),
        _("Counted under no institution."),
        ngettext_lazy("%(count)d person", "%(count)d persons", "count"),
        _("Show these people"),
        "participants:list?institution=none&status=confirmed",
    ),
    "unpaired": (
        _("Tests without their pair"),
        _("One score without the other: the gain in knowledge leaves these people out."),
        ngettext_lazy("%(count)d person", "%(count)d persons", "count"),
        _("Open the scores"),
        "evaluations:scores",
    ),
}


def count_words(gap) -> Promise | str:
    """ "3 registers", or nothing where a workshop has the gap or not."""
    words = WORDS[gap.code][2]
    return words % {"count": gap.count} if words else ""


def fix_url(gap):
    """The page that closes the gap."""
    name, _question, query = WORDS[gap.code][4].partition("?")
    address = reverse(name, args=[gap.workshop.code])
    return f"{address}?{query}" if query else address
