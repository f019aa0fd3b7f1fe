"""The first screen: what waits for this person, what happened lately, and the workshops to come."""

from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import access
from accounts.models import HistoryEntry
from attendance.queries.door import may_check_in
from mailing.models import Letter
from reports.coming import SHOWN, upcoming
from reports.next_steps import in_words
from reports.queries import open_work, situations
from reports.rules.next_step import steps
from workshops.models import Project, Workshop

TASKS_SHOWN = 12
NEWS_SHOWN = 8
NEWS_SINCE = timedelta(days=7)
READING = ["viewed", "names_read"]


@require_safe
def home(request):
    now = timezone.now()
    context = {
        "today": timezone.localdate(now),
        "tasks": _tasks(request.user, now),
        "upcoming": upcoming(request.user, now),
        "news": _news(request.user, now),
        "projects": Project.objects.visible_to(request.user).order_by("code")[:SHOWN],
        "may_plan": access.may_anywhere(request.user, "workshops.edit"),
        "may_check_in": may_check_in(request.user),
        "may_read_letters": access.may_anywhere(request.user, "letters.read"),
        "failed_letters": Letter.objects.visible_to(request.user).filter(state=Letter.State.FAILED).count(),
        "may_report": access.may_anywhere(request.user, "reports.read") or request.user.viewed_projects.exists(),
    }
    return render(request, "reports/home.html", context)


def _tasks(user, now):
    """Every waiting step of every open workshop, most pressing first, closed workshops last; a step without a day is no work."""
    workshops = list(open_work(user, now))
    facts = situations(workshops, now)
    waiting = [
        in_words(step, w) | {"late": step.due < facts[w.pk].today} for w in workshops for step in steps(facts[w.pk]) if step.due
    ]
    return sorted(waiting, key=lambda task: (task["workshop"].state == Workshop.State.CLOSED, task["due"]))[:TASKS_SHOWN]


def _news(user, now):
    """What was done lately in the user's offices: the act and who did it, never whom it concerned; reading is no news."""
    offices = access.offices(user, "history.read")
    entries = HistoryEntry.objects.filter(office__in=offices, at__gte=now - NEWS_SINCE).exclude(verb__in=READING)
    return entries.select_related("user", "content_type").order_by("-at", "-id")[:NEWS_SHOWN]
