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
    waiting = next_actions(workshop, now) if may_edit else []
    context = {
        "steps": path(workshop) if workshop.state in PATH else [],
        "next": waiting[0] if waiting else None,
        "then": [step for step in waiting[1:] if step["due"]],
        "may_count": may_count,
    }
    found = figures(workshop, counts) if may_count else {}
    kept = found["seats"].kept if may_count else 0
    return context | found | {"facts": words.facts(workshop, counts["taken"], kept)}


def path(workshop):
    """The steps of states for components/_steps.html: label, note (when it was reached, or when it is due), state."""
    reached = {entry.verb: entry.at for entry in reversed(entries_for(workshop))}
    current = list(PATH).index(workshop.state)
    return [
        words.step(workshop, state, reached.get(verb), place=(index > current) - (index < current))
        for index, (state, verb) in enumerate(PATH.items())
    ]


def next_actions(workshop, now):
    """The steps that wait in words, the most pressing first, with the verb of the form where it is a change of state."""
    return [_said(step, workshop) for step in steps(situations([workshop], now)[workshop.pk])]


def _said(step, workshop):
    said = in_words(step, workshop)
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
