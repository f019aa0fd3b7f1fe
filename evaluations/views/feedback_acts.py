"""What the office does about feedback: choose questions, open, write, close."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.history import Actor
from evaluations.actions import feedback as actions
from evaluations.actions.feedback import FeedbackRefused
from evaluations.forms.feedback import OpenForm, OwnFormSet, ReadyForm, own_rows
from evaluations.models import FeedbackForm
from evaluations.queries.feedback import form_of
from evaluations.queries.passes import attended
from evaluations.rules.feedback import READY
from evaluations.views.feedback import page, workshop_for
from workshops.queries import frame


@require_http_methods(["GET", "HEAD", "POST"])
def feedback_questions(request, code):
    """Which of the ready questions, and which of one's own."""
    workshop = workshop_for(request.user, code, "evaluations.edit")
    box, data = form_of(workshop), request.POST if request.method == "POST" else None
    if box and box.state != FeedbackForm.State.PREPARED:
        messages.error(request, refusal("opened_already"))
        return redirect("evaluations:feedback", code)
    asked = [row.name for row in box.questions.all()] if box else READY
    form, own = ReadyForm(data, initial={"ready": asked}), OwnFormSet(data, initial=own_rows(box), prefix="own")
    if data is not None and form.is_valid() and own.is_valid() and _chosen(request, workshop, form, own):
        return redirect("evaluations:feedback", code)
    context = {"form": form, "own": own}
    return render(request, "evaluations/feedback_questions.html", frame(workshop, request.user, "feedback") | context)


@require_POST
def feedback_open(request, code):
    workshop = workshop_for(request.user, code, "evaluations.open")
    form = OpenForm(request.POST)
    if form.is_valid():
        said = {"closes_on": form.cleaned_data["closes_on"], "by": Actor.of(request.user), "now": timezone.now()}
        try:
            actions.open_feedback(workshop=workshop, **said)
        except FeedbackRefused as refused:
            form.add_error("closes_on", refusal(refused.code))
        else:
            messages.success(request, _("Feedback is open."))
            return redirect("evaluations:feedback", code)
    return page(request, workshop, form=form)


@require_POST
def feedback_letters(request, code):
    """Write to those who attended; a second time only to those who came since."""
    workshop = workshop_for(request.user, code, "evaluations.edit")
    try:
        sent = actions.send_feedback_letters(workshop=workshop, by=Actor.of(request.user), now=timezone.now())
    except FeedbackRefused as refused:
        messages.error(request, refusal(refused.code))
        return redirect("evaluations:feedback", code)
    said = ngettext("%(count)s letter is on its way.", "%(count)s letters are on their way.", sent) % {"count": sent}
    messages.success(request, said if sent else _("Everybody who attended and can be reached was written to already."))
    return redirect("evaluations:feedback", code)


@require_http_methods(["GET", "HEAD", "POST"])
def feedback_close(request, code):
    """GET asks, POST closes for good."""
    workshop = workshop_for(request.user, code, "evaluations.open")
    if request.method == "POST":
        try:
            actions.close_feedback(workshop=workshop, by=Actor.of(request.user), now=timezone.now())
        except FeedbackRefused as refused:
            messages.error(request, refusal(refused.code))
        return redirect("evaluations:feedback", code)
    box = form_of(workshop)
    context = {"box": box, "attended": attended(workshop).count()}
    return render(request, "evaluations/feedback_close.html", frame(workshop, request.user, "feedback") | context)


def _chosen(request, workshop, form, own):
    said = {"ready": form.cleaned_data["ready"], "own": own.questions}
    try:
        actions.set_questions(workshop=workshop, **said, by=Actor.of(request.user), now=timezone.now())
    except FeedbackRefused as refused:
        form.add_error(None, refusal(refused.code))
        return False
    messages.success(request, _("The questions are saved."))
    return True


def refusal(code):
    """A FeedbackRefused in words."""
    return {
        "opened_already": _("Feedback was opened already: its questions stay as they are."),
        "closed_already": _("Feedback was closed: it cannot be opened again."),
        "not_open": _("Feedback is not open."),
        "not_running": _("Feedback opens once the workshop is published and takes place."),
        "not_begun": _("The workshop has not begun yet."),
        "past": _("This day has passed."),
        "too_late": _("Answers are taken for three months at most."),
        "no_question": _("Choose at least one question."),
        "too_many": _("Twenty questions are the most that anybody answers."),
        "same_name": _("Two questions are the same."),
    }[code]
