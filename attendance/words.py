"""Refusals of attendance in words; the actions give codes."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def refusal(error):
    """What a RecordRefused, RegisterRefused, SheetRefused or TransitionRefused says to the person who asked."""
    code = error.code
    if code == "unmarked":
        return ngettext(
            "%(count)s person is not recorded yet. Record a mark, or set the unmarked, before validating.",
            "%(count)s people are not recorded yet. Record their marks, or set the unmarked, before validating.",
            error.count,
        ) % {"count": error.count}
    if code == "registers_open":
        return _("Not validated yet: %(registers)s. Validate every register before closing the workshop.") % {
            "registers": ", ".join(register.code for register in error.registers)
        }
    return _sentences()[code]


def _sentences():
    return {
        "locked": _("This register is validated and locked. Reopen it to correct a mark."),
        "too_early": _("It is too early: this waits for its day, and for the workshop to be published."),
        "not_running": _("The workshop is postponed or cancelled."),
        "unknown_state": _("This mark is unknown."),
        "needs_reason": _("Give a reason."),
        "other_workshop": _("This person is not registered for this workshop."),
        "not_confirmed": _("This person is no longer confirmed."),
        "already": _("This register is validated already."),
        "not_validated": _("This register is open already."),
        "closed": _("The workshop is closed and its figures are final. Reopen the workshop first."),
        "known": _("This file is attached already."),
        "too_many": _("This register holds as many scans as it may."),
        "over": _("The register's time has passed: a link to it would have ended already."),
        "too_many_links": _("This register has as many links as it may. Revoke one first."),
        "settled": _("Somebody has settled this scan already."),
        "needs_person": _("Choose the person it stands for."),
        "full": _("No seat is free. Raise the capacity, or choose somebody who is registered."),
        "already_registered": _("This person is registered already. Choose the person in the list."),
        "not_allowed": _("The workshop's state does not allow this any more."),
    }


def scan_refusal(code):
    """What a documents.scans.ScanRefused says."""
    return {
        "empty": _("The file is empty."),
        "too_large": _("The file is larger than 20 MB. Scan with fewer dots per inch."),
        "unknown_type": _("This is not a PDF, a JPEG or a PNG."),
        "broken": _("The file is broken and cannot be read. Scan the sheet again."),
        "locked": _("The PDF asks for a password. Save it without one."),
        "too_many_pages": _("The PDF has more than 100 pages."),
        "too_many_pixels": _("The picture is too large. Take it with fewer pixels."),
    }[code]


def verdict(outlook, left):
    """The attendance part of the rule for one person; `left` is how many mandatory registers are not recorded yet."""
    if outlook == "met":
        return _("Met")
    if outlook == "impossible":
        return _("Cannot be met")
    return _("Needs the last register") if left == 1 else _("Still possible")


def summary(met, possible, impossible):
    return _("%(met)s met, %(possible)s open, %(impossible)s not") % {
        "met": met,
        "possible": possible,
        "impossible": impossible,
    }


def terms(rule, held):
    """The attendance part of a rule as a column heading: "Rule: 80 % of 6"."""
    percent = f"{(100 * Decimal(rule.threshold)).normalize():f}"
    if rule.scope == rule.Scope.EACH_DAY:
        return _("Rule: %(percent)s %% of each day") % {"percent": percent}
    return _("Rule: %(percent)s %% of %(held)s") % {"percent": percent, "held": held}
