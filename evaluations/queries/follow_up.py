"""The follow-up of one workshop: its totals, its plan, the workshops whose letters are due."""

from calendar import monthrange
from datetime import date, timedelta

from django.conf import settings

from evaluations.models import FollowUp, FollowUpPlan, FollowUpText
from evaluations.rules.feedback import are_few
from workshops.models import Workshop

#: letters that could not leave on their day are made up for within so many days, never later
LATE = timedelta(days=31)
LONGEST_MONTHS = 24


def follow_up(workshop):
    """The FollowUp of `workshop`, or None."""
    return FollowUp.objects.filter(workshop=workshop).first()


def plan_of(workshop):
    """The FollowUpPlan of `workshop`; one without its own has the site's (FOLLOW_UP_MONTHS, 0: nobody is asked)."""
    found = FollowUpPlan.objects.filter(workshop=workshop).first()
    months = settings.FOLLOW_UP_MONTHS
    return found or FollowUpPlan(workshop=workshop, is_asked=months > 0, months_after=months or 3)


def due_on(workshop, plan):
    """The day on which the letters leave."""
    return months_later(workshop.end, plan.months_after)


def due_workshops(today):
    """[(workshop, plan)] held or closed, whose letters are due and were not sent, without typed totals."""
    earliest = today - timedelta(days=31 * LONGEST_MONTHS) - LATE
    rows = Workshop.objects.filter(state__in=[Workshop.State.HELD, Workshop.State.CLOSED], end__gte=earliest, follow_up=None)
    pairs = [(workshop, plan_of(workshop)) for workshop in rows.select_related("office").order_by("end", "pk")]
    return [(workshop, plan) for workshop, plan in pairs if plan.is_asked and _is_due(due_on(workshop, plan), today)]


def texts(workshop):
    """[(question in words, [text])] of an inquiry that has ended, in alphabetical order; empty when under five answered."""
    ended = FollowUp.objects.closed().filter(workshop=workshop)
    rows = FollowUpText.objects.filter(follow_up__in=ended).select_related("follow_up")
    found = {}
    for row in rows.order_by("question", "text", "id"):
        if not are_few(row.follow_up.answered):
            found.setdefault(row.get_question_display(), []).append(row.text)
    return list(found.items())


def months_later(day, months):
    """The same day of the month `months` later, or that month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _is_due(day, today):
    return day <= today < day + LATE
