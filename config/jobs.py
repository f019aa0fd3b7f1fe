"""The periodic jobs. Each is an idempotent sweep that takes `now`: running it twice, or twice at once, does no harm.

To add one, write the sweep into the lowest app that sees what it changes and add its line here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from attendance.actions import erase_papers
from attendance.actions.unnamed_files import drop_unnamed_scans
from attendance.jobs import requeue_papers
from certificates.actions.follow_up import send_follow_ups
from certificates.jobs import requeue_stalled
from evaluations.actions.disability import erase_disability_answers
from evaluations.actions.feedback import close_due_feedback
from evaluations.actions.follow_up import close_due_follow_ups
from mailing.actions import send_letters
from participants.actions.quotas import release_quotas
from participants.actions.registrations import expire_offers, expire_unproved, offer_seats
from participants.actions.reminders import send_reminders
from participants.actions.retention import erase_needs
from participants.jobs import erase_lists, requeue_lists
from reports.exporting import drop_exports
from reports.jobs import requeue_exports
from workshops.actions.states import close_due_registrations


@dataclass(frozen=True)
class Job:
    """`run(now=…)` is called when `every` has gone by since it last started; `every` counts in whole minutes."""

    name: str
    every: timedelta
    run: Callable[..., object]

    def is_due(self, started_at: datetime | None, now: datetime) -> bool:
        """Passes come once a minute, some seconds early or late: half a minute short of `every` is due."""
        return started_at is None or now - started_at >= self.every - timedelta(seconds=30)


JOBS: list[Job] = [
    Job("close_due_registrations", timedelta(minutes=1), close_due_registrations),
    Job("expire_unproved", timedelta(minutes=5), expire_unproved),
    Job("expire_offers", timedelta(minutes=1), expire_offers),
    Job("release_quotas", timedelta(minutes=15), release_quotas),
    Job("offer_seats", timedelta(minutes=5), offer_seats),
    Job("erase_needs", timedelta(hours=12), erase_needs),
    Job("erase_lists", timedelta(hours=12), erase_lists),
    Job("requeue_lists", timedelta(minutes=2), requeue_lists),
    Job("drop_unnamed_scans", timedelta(hours=12), drop_unnamed_scans),
    Job("erase_disability_answers", timedelta(hours=12), erase_disability_answers),
    Job("close_due_feedback", timedelta(minutes=15), close_due_feedback),
    Job("close_due_follow_ups", timedelta(hours=1), close_due_follow_ups),
    Job("send_follow_ups", timedelta(hours=1), send_follow_ups),
    Job("erase_papers", timedelta(hours=2), erase_papers),
    Job("requeue_papers", timedelta(minutes=2), requeue_papers),
    Job("send_reminders", timedelta(minutes=15), send_reminders),
    Job("requeue_stalled", timedelta(minutes=2), requeue_stalled),
    Job("requeue_exports", timedelta(minutes=2), requeue_exports),
    Job("drop_exports", timedelta(hours=12), drop_exports),
    # bin/start has a sender of its own (serve.py); this one is for who runs only the jobs, and last: a mail server may be slow
    Job("send_letters", timedelta(minutes=1), send_letters),
]
