"""Taking a test, without an account: by one's own link, or by the code on the wall and the personal code of the badge."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.history import Actor
from accounts.limits import limited
from evaluations.actions.assessments import TestRefused, take_test, why_not
from evaluations.forms.numbers import plain
from evaluations.forms.taking import CodeForm, PaperForm
from evaluations.models import Attempt, Score
from evaluations.queries import assessments as facts
from evaluations.views import words
from participants.actions.links import open_link
from participants.models import Registration
from participants.views.languages import keep_language, switched_language

#: where the session keeps whose code was typed at which wall
SESSION = "test_takers"


@login_not_required
@never_cache
@limited
@require_http_methods(["GET", "HEAD", "POST"])
def own_test(request, token, test):
    """The test `test` of whoever holds the personal link `token`."""
    registration = open_link(token, timezone.now())
    if registration is None or test not in Score.Test.values:
        raise Http404
    assessment = facts.assessments(registration.workshop).get(test)
    back = reverse("certificates:own_page", args=[token])
    return _sit(request, assessment, registration, way=Attempt.Way.LINK, context={"test": test, "back": back})


@login_not_required
@never_cache
@limited
@require_http_methods(["GET", "HEAD", "POST"])
def wall_test(request, token):
    """The test the code on the wall leads to; the personal code says who takes it, and stays out of the address."""
    assessment = facts.assessment_at(token)
    if assessment is None:
        raise Http404
    if "leave" in request.POST:
        _forget(request, assessment)
        return redirect(request.path)
    registration = _known(request, assessment)
    if registration is None:
        return _ask_code(request, assessment)
    return _sit(request, assessment, registration, way=Attempt.Way.WALL, context={"test": assessment.test, "back": ""})


def _sit(request, assessment, registration, *, way, context):
    """The paper, or why there is none; a post is marked once, after asking about what was left out."""
    context |= {"workshop": registration.workshop, "registration": registration, "office_name": registration.workshop.office}
    context["test_label"] = Score.Test(context["test"]).label
    refused, language = why_not(assessment, registration), switched_language(request)
    if refused and request.method != "POST":
        return _refusal(request, refused, context)
    form = _form(request, registration.workshop, language)
    context["asks"] = ("send" in request.POST and form.unanswered) or []
    if form.is_bound and form.is_valid() and (not form.unanswered or "anyway" in request.POST):
        by = Actor.link(f"registration:{registration.pk}")
        about = {"answers": form.answers, "language": request.LANGUAGE_CODE, "way": way, "by": by, "now": timezone.now()}
        try:
            points = take_test(assessment=assessment, registration=registration, **about)
        except TestRefused as refusal:
            return _refusal(request, refusal.code, context, form)
        return _done(request, assessment, points, context)
    return keep_language(render(request, "evaluations/take.html", context | {"form": form}), language)


def _form(request, workshop, language):
    """The paper, bound once it is sent; in another language what was ticked stays ticked, and nothing is judged."""
    asked = facts.questions(workshop)
    if request.method == "POST" and not language and request.POST.keys() & {"send", "anyway"}:
        return PaperForm(request.POST, questions=asked)
    ticked = {name: values if len(values) > 1 else values[0] for name, values in request.POST.lists() if name.startswith("q_")}
    return PaperForm(questions=asked, initial=ticked)


def _refusal(request, code, context, form=None):
    """Says why not; a paper that came too late is shown again, so that nothing is lost should the test open again."""
    title, text = words.taking_refused(code)
    context |= {"refused": {"title": title, "text": text}, "points": None}
    if code == "taken":
        context["points"] = _own_points(context["registration"], context["test"])
    if form is not None and code == "not_open":
        return render(request, "evaluations/take.html", context | {"form": form}, status=409)
    status = 409 if request.method == "POST" else 200
    return render(request, "evaluations/take_refused.html", context, status=status)


def _own_points(registration, test):
    points = facts.own_scores(registration).get(test)
    return points if points is None else plain(points)


def _done(request, assessment, points, context):
    """The answers are in; at a wall the next person may take the telephone."""
    maximum = plain(assessment.workshop.test_max_score)
    response = render(request, "evaluations/taken.html", context | {"points": plain(points), "maximum": maximum})
    _forget(request, assessment)
    return response


def _ask_code(request, assessment):
    """The first page of the wall: type the personal code. Which code was typed is in no address and no log."""
    form = CodeForm(request.POST if "code" in request.POST else None)
    if not assessment.is_open:
        title, text = words.taking_refused("not_open")
        context = {"refused": {"title": title, "text": text}, "points": None}
        return render(request, "evaluations/take_refused.html", context | _about(assessment))
    if form.is_bound and form.is_valid():
        found = facts.by_code(assessment.workshop, form.cleaned_data["code"])
        if len(found) == 1:
            request.session[SESSION] = request.session.get(SESSION, {}) | {str(assessment.pk): found[0].pk}
            return redirect(request.path)
        form.add_error("code", _("Nobody on the list of this workshop has this code. Look at your badge again."))
    return render(request, "evaluations/take_code.html", _about(assessment) | {"form": form})


def _about(assessment):
    workshop = assessment.workshop
    context = {"workshop": workshop, "office_name": workshop.office, "back": "", "registration": None}
    return context | {"test": assessment.test, "test_label": assessment.get_test_display()}


def _known(request, assessment):
    """The registration whose code was typed here in this browser, or None."""
    pk = request.session.get(SESSION, {}).get(str(assessment.pk))
    rows = Registration.objects.filter(pk=pk, workshop=assessment.workshop_id).select_related("workshop__office")
    return rows.first() if pk else None


def _forget(request, assessment):
    takers = request.session.get(SESSION, {})
    takers.pop(str(assessment.pk), None)
    request.session[SESSION] = takers
