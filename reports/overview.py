"""The first page of a workshop: where it stands, what it needs next, its heads, its seats and its facts."""

from fractions import Fraction

from accounts.history import entries_for
from participants.models import Registration
from participants.queries.by_institution import seat_table
from reports import overview_words as words
from reports.heads import heads_of
from reports.next_steps import in_words
from reports.queries import seat_counts, situations
from reports.rules.next_step import steps
from workshops.moves import MOVES, move

#: the states a workshop passes through when nothing goes wrong, with the verb that leads to each
PATH = {
    "draft": "create",
    "approved": "approve",
    "published": "publish",
    "registration_closed": "close_registration",
    "held": "hold",
    "closed": "close",
}


def overview(workshop, may, now):
    """What `reports/workshop.html` shows of `workshop` to who holds `may` there: counts of people to who reads registrations.

    `workshop` comes with its office, project, venue, region and certificate rule. The queries do not grow with its people.
    """
    may_edit, may_count = "workshops.edit" in may, "registrations.read" in may
    counts = seat_counts([workshop])[workshop.pk]
    context = {
        "steps": path(workshop) if workshop.state in PATH else [],
        "next": next_action(workshop, now) if may_edit else None,
        "facts": words.facts(workshop, counts["taken"]),
        "may_count": may_count,
    }
    return context | (figures(workshop, counts) if may_count else {})


def path(workshop):
    """The steps of states for components/_steps.html: label, note (when it was reached, or when it is due), state."""
    reached = {entry.verb: entry.at for entry in reversed(entries_for(workshop))}
    current = list(PATH).index(workshop.state)
    return [
        words.step(workshop, state, reached.get(verb), place=(index > current) - (index < current))
        for index, (state, verb) in enumerate(PATH.items())
    ]


def next_action(workshop, now):
    """The most pressing step in words, with the verb of the form when it is a change of state; None when nothing waits."""
    waiting = steps(situations([workshop], now)[workshop.pk])
    if not waiting:
        return None
    said = in_words(waiting[0], workshop)
    change = move(workshop, said["code"]) if said["code"] in MOVES else None
    return said | {"change": change if change and change["is_form"] else None}


def figures(workshop, counts):
    """The four heads, the seats by institution and the share of women among the seats taken."""
    share = Fraction(counts["women"], counts["stated"]) if counts["stated"] else None
    counts["nominated"] = Registration.objects.filter(workshop=workshop).proved().count()
    return {
        "heads": words.heads(workshop, counts, heads_of(workshop)),
        "seats": seat_table(workshop),
        "tally": counts,
        "women_share": share,
        "women_percent": None if share is None else 100 * share,
        "target_percent": None if workshop.target_women_share is None else 100 * workshop.target_women_share,
    }
