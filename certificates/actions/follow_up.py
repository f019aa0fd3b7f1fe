"""Asking those who were trained, some months later, whether they use what they learned."""

from contextlib import suppress

from accounts.history import Actor
from certificates.queries import candidates
from evaluations.actions.follow_up import FollowUpRefused, invite_to_follow_up
from evaluations.queries.follow_up import due_workshops
from participants.models import Registration
from participants.queries.addresses import with_addresses


def send_follow_ups(*, now):
    """Invite the trained of each workshop whose day has come: they are who the answers are counted among. Returns how many.

    A sweep: a workshop is asked once, which its FollowUp row holds, however many sweeps run.
    """
    return sum(_ask(workshop, plan, now) for workshop, plan in due_workshops(now.date()))


def _ask(workshop, plan, now):
    trained = [row.registration.pk for row in candidates(workshop) if row.decision.met]
    people = with_addresses(Registration.objects.filter(pk__in=trained)).select_related("workshop__office")
    with suppress(FollowUpRefused):  # nobody is reached, or another sweep was here
        return invite_to_follow_up(
            workshop=workshop,
            people=list(people.order_by("position", "pk")),
            months_after=plan.months_after,
            by=Actor.system("send_follow_ups"),
            now=now,
        )
    return 0
