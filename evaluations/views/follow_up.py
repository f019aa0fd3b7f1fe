"""What the office decides about the follow-up: letters on a day, or totals typed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.history import Actor
from evaluations.actions.follow_up import FIGURES, FollowUpRefused, plan_follow_up, type_totals
from evaluations.forms.follow_up import PlanForm, TotalsForm
from evaluations.queries.follow_up import due_on, follow_up, plan_of
from evaluations.views.feedback import workshop_for
from workshops.queries import frame


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_page(request, code):
    """Both ways side by side; once one is taken, the other is closed. POST plans the letters."""
    workshop = workshop_for(request.user, code, "evaluations.edit")
    form = PlanForm(request.POST, auto_id="plan_%s") if request.method == "POST" else None
    if form and form.is_valid():
        return _done(request, workshop, plan_follow_up, _("The follow-up is planned."), **form.cleaned_data)
    return _page(request, workshop, plan_form=form)


@require_POST
def follow_up_totals(request, code):
    """Keep typed totals, or take them back (`take_back`)."""
    workshop = workshop_for(request.user, code, "evaluations.edit")
    if "take_back" in request.POST:
        return _done(request, workshop, type_totals, _("The totals are taken back."), totals=None)
    form = TotalsForm(request.POST)
    if form.is_valid():
        return _done(request, workshop, type_totals, _("The totals are saved."), totals=form.cleaned_data)
    return _page(request, workshop, totals_form=form)


def _page(request, workshop, plan_form=None, totals_form=None):
    found, plan = follow_up(workshop), plan_of(workshop)
    planned = {"is_asked": "yes" if plan.is_asked else "no", "months_after": plan.months_after}
    typed = {name: getattr(found, name) for name in FIGURES} if found else {"months_after": plan.months_after}
    context = {
        "follow_up": found,
        "plan_form": plan_form or PlanForm(initial=planned, auto_id="plan_%s"),
        "totals_form": totals_form or TotalsForm(initial=typed),
        "letters_leave_on": due_on(workshop, plan),
        "plan": plan,
    }
    return render(request, "evaluations/follow_up.html", frame(workshop, request.user, "feedback") | context)


def _done(request, workshop, action, words, **said):
    try:
        action(workshop=workshop, **said, by=Actor.of(request.user), now=timezone.now())
    except FollowUpRefused:
        messages.error(request, _("Letters have left for this workshop: their answers count, and nothing is typed."))
        return redirect("evaluations:follow_up", workshop.code)
    messages.success(request, words)
    return redirect("evaluations:feedback", workshop.code)
