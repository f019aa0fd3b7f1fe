"""Answering without an account: the box of feedback, that of the follow-up, and the code that proves who was there.

The address of a form holds a one-time pass and no person. A personal link only leads to it: what opens a form knows who
came, what takes it in does not.
"""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import limited
from evaluations.actions.box import AnswerRefused
from evaluations.actions.feedback import give_feedback
from evaluations.actions.follow_up import answer_follow_up
from evaluations.forms.answering import AnswersForm, FollowUpForm
from evaluations.forms.taking import CodeForm
from evaluations.models import SpentPass
from evaluations.queries.assessments import by_code
from evaluations.queries.passes import is_spent, is_valid, open_box, pass_for
from participants.actions.links import open_link
from participants.views.languages import keep_language, switched_language, typed
from participants.views.public import personal
from workshops.models import Workshop

Purpose = SpentPass.Purpose
#: purpose → the address of its form
FORMS = {Purpose.FEEDBACK: "evaluations:give_feedback", Purpose.FOLLOW_UP: "evaluations:answer_follow_up"}
STATUS = {"closed": 410, "spent": 410}


@login_not_required
@personal
@require_safe
def own(request, token, purpose):
    """From a personal link to the form that belongs to nobody. It changes nothing: mail scanners follow links too."""
    registration = open_link(token, timezone.now())
    if registration is None:
        return _refused(request, "unknown_link", purpose)
    return _lead(request, registration, purpose)


@login_not_required
@limited
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_code(request, code):
    """Where the code on the wall leads: whoever was there proves it with the personal code, which is not kept."""
    workshop = _published(code)
    if open_box(workshop, Purpose.FEEDBACK) is None:
        return _refused(request, "closed", Purpose.FEEDBACK, workshop)
    form = CodeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        found = by_code(workshop, form.cleaned_data["code"])
        if len(found) == 1:
            return _lead(request, found[0], Purpose.FEEDBACK)
        form.add_error("code", _("Nobody on the list of this workshop has this code. Look at your badge again."))
    context = {"form": form, "workshop": workshop, "office_name": str(workshop.office)}
    return render(request, "evaluations/feedback_code.html", context)


@login_not_required
@limited
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_form(request, code, token):
    """One anonymous form, once per pass."""
    workshop, language = _published(code), switched_language(request)
    box = open_box(workshop, Purpose.FEEDBACK)
    refusal = _refusal(box, token)
    if refusal:
        return _refused(request, refusal, Purpose.FEEDBACK, workshop)
    form = AnswersForm(None if language else request.POST or None, box=box, initial=typed(request, language))
    if form.is_bound and form.is_valid():
        return _put(request, workshop, Purpose.FEEDBACK, token, give_feedback, answers=form.answers, texts=form.texts)
    context = {"form": form, "workshop": workshop, "office_name": str(workshop.office), "box": box}
    return keep_language(render(request, "evaluations/give_feedback.html", context), language)


@login_not_required
@limited
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_form(request, code, token):
    """The questions some months later, once per pass."""
    workshop, language = _published(code), switched_language(request)
    refusal = _refusal(open_box(workshop, Purpose.FOLLOW_UP), token)
    if refusal:
        return _refused(request, refusal, Purpose.FOLLOW_UP, workshop)
    form = FollowUpForm(None if language else request.POST or None, initial=typed(request, language))
    if form.is_bound and form.is_valid():
        uses = form.cleaned_data["uses"]
        return _put(request, workshop, Purpose.FOLLOW_UP, token, answer_follow_up, uses=uses, texts=form.texts)
    context = {"form": form, "workshop": workshop, "office_name": str(workshop.office)}
    return keep_language(render(request, "evaluations/answer_follow_up.html", context), language)


@login_not_required
@require_safe
def thanks(request, code):
    workshop = _published(code)
    return render(request, "evaluations/thanks.html", {"workshop": workshop, "office_name": str(workshop.office)})


def _lead(request, registration, purpose):
    """To the form, for whoever may fill it in."""
    workshop = registration.workshop
    box = open_box(workshop, purpose)
    if box is None:
        return _refused(request, "closed", purpose, workshop)
    token = pass_for(box, registration)
    if token is None:
        return _refused(request, "not_there" if purpose == Purpose.FEEDBACK else "not_invited", purpose, workshop)
    return redirect(FORMS[purpose], workshop.code, token)


def _put(request, workshop, purpose, token, action, **said):
    try:
        action(workshop=workshop, token=token, **said)
    except AnswerRefused as refused:  # it was used, or the box closed, this very moment
        return _refused(request, refused.code, purpose, workshop)
    return redirect("evaluations:thanks", workshop.code)


def _refusal(box, token):
    """Why `token` opens no form; "" when it does."""
    if box is None:
        return "closed"
    if is_spent(token):
        return "spent"
    return "" if is_valid(box, token) else "unknown_pass"


def _refused(request, code, purpose, workshop=None):
    context = {"code": code, "purpose": purpose, "workshop": workshop, "office_name": str(workshop.office) if workshop else ""}
    return render(request, "evaluations/answer_refused.html", context, status=STATUS.get(code, 404))


def _published(code):
    return get_object_or_404(Workshop.objects.published().select_related("office"), code=code)
