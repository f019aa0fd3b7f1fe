"""The six questions on difficulties, on a page of one's own. What was answered is shown to nobody, the person included."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.limits import limited
from evaluations.actions.disability import answer_disability
from evaluations.forms.answering import DisabilityForm
from evaluations.rules.disability import INTRODUCTION, is_asked
from participants.actions.links import open_link
from participants.views.languages import keep_language, switched_language, typed
from participants.views.public import personal


@login_not_required
@limited
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def own_difficulties(request, token):
    language = switched_language(request)
    registration = open_link(token, timezone.now())
    if registration is None or not is_asked(registration.status):
        return render(request, "evaluations/answer_refused.html", _refusal(registration), status=404)
    form = DisabilityForm(None if language else request.POST or None, initial=typed(request, language))
    if form.is_bound and form.is_valid():
        kept = answer_disability(registration=registration, answers=form.answers)
        messages.success(request, _("Thank you. Your answer is counted.") if kept else _("Nothing is kept, as you wish."))
        return redirect("certificates:own_page", token)
    workshop = registration.workshop
    context = {"form": form, "workshop": workshop, "token": token, "office_name": str(workshop.office)}
    context["introduction"] = INTRODUCTION[(get_language() or "en")[:2]]
    return keep_language(render(request, "evaluations/own_difficulties.html", context), language)


def _refusal(registration):
    workshop = registration.workshop if registration else None
    code = "not_asked" if registration else "unknown_link"
    return {"code": code, "purpose": "", "workshop": workshop, "office_name": str(workshop.office) if workshop else ""}
