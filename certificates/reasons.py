"""Decisions and refusals in words, for the office: "4 of 6 half-days attended, 5 needed"."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.templatetags.ui import short_day
from documents import glyphs

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
    "not_coming": _("The workshop is not published, or it is closed or called off."),
    "can_be_issued": _("Every register is validated: issue the certificates themselves."),
    "not_in_force": _("This certificate is no longer in force."),
    "no_reason": _("A reason is needed."),
    "erased": _("The person was erased: nobody knows any more whose name to print."),
    "already": _("This was decided already."),
    "still_coming": _("The person is registered for a workshop that is not over: withdraw or cancel that registration first."),
    "being_made": _("A certificate of the person is still being made: wait until its file is stored."),
    "unprintable": _("A character on the paper is in none of its fonts, so nothing is issued. The design's preview names it."),
}

#: of a Candidate; a refused one is told its reasons instead
VERDICTS = {"issued": _("Issued"), "erased": _("Person erased"), "due": _("Eligible"), "revoked": _("Revoked")}

FAILURES = {
    "DoesNotFit": _("The words do not fit on the page: shorten the titles of the sessions or the institution's name."),
    "Unprintable": _("A character on the page is in none of its fonts. The preview of the design names it."),
    "TookTooMuch": _("Laying out the page took too much time or memory: look for a very long text or a very large picture."),
}


def failure(error):
    """Why a file could not be made, by the kind of error its certificate keeps."""
    return FAILURES.get(error, _("The page could not be laid out; the site's log says why."))


def refusal(error):
    """Why a preview could not be made, from the exception itself: characters without a glyph are named."""
    if letters := getattr(error, "letters", None):
        return no_font(letters)
    return failure(type(error).__name__)


def no_font(names):
    """`names`: those of characters, such as "漢 (U+6F22)"."""
    words = ngettext(
        "This character is in none of our fonts for papers: %s.",
        "These characters are in none of our fonts for papers: %s.",
        len(names),
    )
    return words % ", ".join(f"\u2068{name}\u2069" for name in names)


def why_not(decision, unit, letters=()):
    """The reasons of `decision` (a rule in `unit`) as one phrase, and characters no font holds; else empty."""
    unprinted = [no_font([glyphs.name_of(letter) for letter in letters]).rstrip(".")] if letters else []
    return "; ".join([*unprinted, *(str(_phrase(reason, decision, unit)) for reason in decision.reasons)])


def attended(decision, unit):
    """What was attended of what was held: "4 of 6 half-days attended"."""
    values = _in_unit({"attended": decision.attended, "held": decision.held}, unit)
    if unit == "minute":
        return _("%(attended)s of %(held)s hours attended") % values
    return (
        ngettext("%(attended)s of %(held)s half-day attended", "%(attended)s of %(held)s half-days attended", decision.held)
        % values
    )


def _phrase(reason, decision, unit):
    if reason == "share_too_low":
        values = {"attended": decision.attended, "held": decision.held, "needed": decision.needed}
        values = _in_unit(values, unit) | {"share": _percent(decision)}
        if unit == "minute":
            return _("%(attended)s of %(held)s hours, %(share)s %% needed: %(needed)s") % values
        return _("%(attended)s of %(held)s half-days, %(share)s %% needed: %(needed)s") % values
    if reason == "day_too_low":
        day, came, held = decision.low
        values = _in_unit({"attended": came, "held": held}, unit) | {"share": _percent(decision), "day": short_day(day)}
        if unit == "minute":
            return _("%(day)s: %(attended)s of %(held)s hours, %(share)s %% of each day needed") % values
        return _("%(day)s: %(attended)s of %(held)s half-days, %(share)s %% of each day needed") % values
    if reason == "score_too_low":
        values = {"points": _plain(decision.points), "mark": _plain(decision.pass_mark)}
        return _("post-test %(points)s, %(mark)s needed") % values
    return _PHRASES[reason]


def _in_unit(values, unit):
    """Half-days as they are, minutes as hours with at most two decimals."""
    if unit != "minute":
        return values
    return {key: f"{number / 60:.2f}".rstrip("0").rstrip(".") for key, number in values.items()}


def _percent(decision):
    return f"{float(decision.threshold) * 100:g}"


def _plain(number):
    return f"{number.normalize():f}"


_PHRASES = {
    "never_present": _("never present"),
    "all_excused": _("excused from every register"),
    "no_registers": _("the workshop has no register"),
    "no_post_test": _("no post-test"),
}
