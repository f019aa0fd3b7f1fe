"""Refusals of evaluations in words."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def scores_refused(code):
    """A ScoresRefused in words."""
    return {
        "no_maximum": _("This workshop has no maximum score: set one before entering scores."),
        "closed": _("The workshop is closed and its figures are final. Reopen the workshop first."),
        "unknown_test": _("This test is unknown."),
        "other_workshop": _("Somebody here is not registered for this workshop."),
        "not_confirmed": _("Somebody here is no longer confirmed. Open the page again."),
        "out_of_range": _("A score lies outside 0 to the maximum."),
        "needs_reason": _("A score taken on a screen changes for a reason alone: say why."),
    }[code]


def paper_refused(code):
    """A PaperRefused in words."""
    return {
        "closed": _("The workshop is closed and its figures are final. Reopen the workshop first."),
        "settled": _("The test is open or somebody took it already: its questions can change no more."),
        "full": _("A paper has at most 60 questions."),
        "not_empty": _("This workshop has questions already; a copy needs an empty paper."),
        "nothing_to_copy": _("That workshop has no questions."),
        "no_number": _("Give the right number."),
        "few_choices": _("Write at least two answers."),
        "none_right": _("Mark what is right."),
        "several_right": _("Only one answer can be right."),
        "all_right": _("At least one answer must be wrong."),
        "no_questions": _("The paper has no questions yet."),
        "other_total": _("Scores were given out of that maximum already: the two must agree."),
        "pass_mark": _("The certificate rule asks for more points than the paper has: change one of the two."),
    }[code]


def test_refused(code):
    """A TestRefused in words for the staff."""
    if code == "not_running":
        return _("Tests can be opened from the day a workshop is published until it is closed.")
    return taking_refused(code)[1]


test_refused.__test__ = False


def taking_refused(code):
    """(title, text) of a TestRefused for the person who came to take the test."""
    return {
        "not_open": (_("This test is not open now"), _("The facilitator opens and closes it. Ask in the room, then come back.")),
        "not_running": (_("This test is not open now"), _("The workshop is not running, so no test can be taken.")),
        "not_confirmed": (_("This test is for participants"), _("Your registration is not confirmed. Ask the office.")),
        "taken": (_("You have taken this test"), _("Each test is taken once. Your answers are kept.")),
        "scored": (_("Your score is entered already"), _("It was taken from paper, so there is nothing left to do.")),
        "incoherent": (
            _("This test is being prepared"),
            _("Its points do not agree with the workshop's maximum. Tell the facilitator."),
        ),
    }[code]


def verdict(row):
    """A Verdict of rules.sheets in words."""
    test = {"pre": pgettext("the test", "pre-test"), "post": pgettext("the test", "post-test")}.get(row.test, "")
    return {
        "new": _("to be stored"),
        "changed": _("replaces what was stored"),
        "same": _("stored already"),
        "empty": _("no score"),
        "unknown_name": _("Nobody confirmed for this workshop has this name or identifier."),
        "other_name": _("The identifier belongs to somebody with another name."),
        "several_people": _("Several people have this name: leave the identifier in its column."),
        "twice": _("This person stands on the sheet twice."),
        "not_a_number": _("The %(test)s is no number."),
        "negative": _("The %(test)s is below 0."),
        "above_maximum": _("The %(test)s is above the maximum."),
        "too_precise": _("The %(test)s has more than three decimals."),
        "no_pre_test": _("There is a post-test and no pre-test. If that is right, say so below and send the sheet again."),
        "needs_reason": _("The %(test)s was taken on a screen: give a reason below and send the sheet again."),
    }[row.code] % {"test": test}
