"""Feedback and follow-up of one workshop for the office: where they stand, what they say, the results as a workbook."""

from fractions import Fraction
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Language
from accounts.templatetags.ui import format_percent
from documents.qr import data_uri
from evaluations import feedback_sheets
from evaluations.actions.feedback import RUNNING, USUAL
from evaluations.forms.feedback import OpenForm
from evaluations.queries.feedback import feedback as results_of
from evaluations.queries.feedback import form_of
from evaluations.queries.feedback import texts as texts_of
from evaluations.queries.follow_up import due_on, follow_up, plan_of
from evaluations.queries.follow_up import texts as follow_up_texts
from evaluations.queries.passes import attended
from evaluations.wording import sentence_of
from workshops.models import Workshop
from workshops.queries import frame, held

LANGUAGES = Language.choices


@require_safe
def feedback(request, code):
    """State and next step, results with their distribution, what people wrote, the follow-up."""
    return page(request, workshop_for(request.user, code, "evaluations.read"))


def page(request, workshop, *, form=None, status=200):
    """The page of `workshop`; `form` is the one that opens the box, when it was refused."""
    today = timezone.localdate(timezone=ZoneInfo(workshop.timezone))
    may = held(workshop, request.user, {"evaluations.open", "evaluations.edit", "evaluations.texts"})
    box, plan = form_of(workshop), plan_of(workshop)
    context = {
        "box": box,
        "can": {name.removeprefix("evaluations."): True for name in may},
        "questions": [sentence_of(row) for row in box.questions.all()] if box else [],
        "attended": attended(workshop).count(),
        "may_open": "evaluations.open" in may and workshop.state in RUNNING and workshop.start <= today,
        "form": form or OpenForm(initial={"closes_on": max(today, workshop.end) + USUAL}),
        **results(workshop, may),
        "plan": plan,
        "letters_leave_on": due_on(workshop, plan),
    }
    return render(request, "evaluations/feedback.html", frame(workshop, request.user, "feedback") | context, status=status)


def results(workshop, may):
    """What a closed box and the follow-up say; words only to those who may read them."""
    reads, found = "evaluations.texts" in may, follow_up(workshop)
    return {
        "results": results_of(workshop),
        "texts": texts_of(workshop) if reads else [],
        "follow_up": found,
        "follow_up_shares": _shares(found) if found else {},
        "follow_up_texts": follow_up_texts(workshop) if reads else [],
    }


def _shares(found):
    """The figures of a FollowUp with what they are a part of, in words."""
    parts = {
        "answered": (found.answered, found.invited, _("%(share)s of those invited")),
        "using": (found.told_using, found.answered, _("%(share)s of those who answered")),
    }
    return {
        name: words % {"share": format_percent(Fraction(part, whole))} if whole and part is not None else ""
        for name, (part, whole, words) in parts.items()
    }


@require_safe
def feedback_xlsx(request, code):
    """The same results as a workbook."""
    workshop = workshop_for(request.user, code, "evaluations.read")
    found = results(workshop, held(workshop, request.user, {"evaluations.texts"}))
    content = feedback_sheets.feedback_workbook(found, form_of(workshop), rtl=translation.get_language_bidi())
    name = f'attachment; filename="{workshop.code}-feedback.xlsx"'.encode("ascii", "replace").decode()
    return HttpResponse(content, content_type=feedback_sheets.XLSX, headers={"Content-Disposition": name})


@require_safe
def feedback_wall(request, code):
    """A sheet for the wall or the screen: the code that leads to the form, in three languages."""
    workshop = workshop_for(request.user, code, "evaluations.open")
    url = feedback_sheets.wall_url(workshop)
    context = {"workshop": workshop, "url": url, "qr": data_uri(url), "words": [_wall_words(code) for code, _name in LANGUAGES]}
    return render(request, "evaluations/feedback_wall.html", context)


def _wall_words(language):
    with translation.override(language):
        text = _("Scan the code and type your personal code from your badge. Your answers are anonymous.")
        said = {"title": _("Your opinion, please"), "text": text}
        return said | {"language": language, "dir": "rtl" if translation.get_language_bidi() else "ltr"}


def workshop_for(user, code, capability):
    """The workshop `code` if `user` holds `capability` there."""
    return get_object_or_404(Workshop.objects.visible_to(user, capability).select_related("office"), code=code)
