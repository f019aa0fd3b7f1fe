"""Decisions and refusals in words, for the office: "4 of 6 half-days attended, 5 needed"."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

OBSTACLES = {
    "not_held": _("The workshop has not been marked as held yet."),
    "registers_open": _("Some registers are not validated yet."),
    "no_public_address": _(
        "The public address of this site is not set (SITE_URL). The code printed on a certificate is for ever, so nothing can be "
        "issued before."
    ),
    "not_confirmed": _("The registration is not confirmed."),
    "already_issued": _("A certificate has been issued already."),
    "not_eligible": _("The rule of this workshop is not met."),
    "not_in_force": _("This certificate is no longer in force."),
    "no_reason": _("A reason is needed."),
}

FAILURES = {
    "DoesNotFit": _("The words do not fit on the page: shorten the titles of the sessions or the institution's name."),
    "TookTooMuch": _("Laying out the page took too much time or memory: look for a very long text or a very large picture."),
}


def failure(error):
    """Why a file could not be made, by the kind of error its certificate keeps."""
    return FAILURES.get(error, _("The page could not be laid out; the site's log says why."))


def why_not(decision, unit):
    """The reasons of `decision` (a rule in `unit`) as one phrase; empty when the rule is met."""
    return "; ".join(str(_phrase(reason, decision, unit)) for reason in decision.reasons)


def attended(decision, unit):
    """What was attended of what was held: "4 of 6 half-days attended"."""
    values = {"attended": decision.attended, "held": decision.held}
    if unit == "minute":
        values = {key: f"{number / 60:.2f}".rstrip("0").rstrip(".") for key, number in values.items()}
        return _("%(attended)s of %(held)s hours attended") % values
    return (
        ngettext("%(attended)d of %(held)d half-day attended", "%(attended)d of %(held)d half-days attended", decision.held)
        % values
    )


def _phrase(reason, decision, unit):
    if reason == "share_too_low":
        needed = decision.needed if unit != "minute" else f"{decision.needed / 60:.2f}".rstrip("0").rstrip(".")
        return _("%(attended)s, %(needed)s needed") % {"attended": attended(decision, unit), "needed": needed}
    return _PHRASES[reason]


_PHRASES = {
    "never_present": _("never present"),
    "all_excused": _("excused from every register"),
    "no_registers": _("the workshop has no register"),
    "day_too_low": _("one day attended too little"),
    "no_post_test": _("no post-test"),
    "score_too_low": _("post-test below the pass mark"),
}
