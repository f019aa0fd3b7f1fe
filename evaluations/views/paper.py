"""The paper of a workshop: its questions, the two assessments, printing, copying."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.history import Actor
from accounts.models import Language
from documents.qr import data_uri
from evaluations.actions.assessments import TestRefused, close_test, open_test
from evaluations.actions.papers import PaperRefused, adopt_total, copy_paper
from evaluations.forms.numbers import plain
from evaluations.models import Assessment, Question, Score
from evaluations.paper import render_paper
from evaluations.queries import assessments as facts
from evaluations.rules.assessments import total_fault
from evaluations.views import words
from evaluations.views.loading import framed, sent_back, workshop_for
from workshops.models import CertificateRule, Workshop


@require_safe
def paper(request, code):
    """The questions, their points against the workshop's maximum, and whether the tests are open."""
    workshop = workshop_for(request.user, code)
    asked, found = facts.questions(workshop), facts.assessments(workshop)
    context = framed(request.user, workshop, "paper") | {
        "questions": asked,
        "languages": Language.choices,
        "kinds": Question.Kind.choices,
        "tests": [_test(test, label, found.get(test)) for test, label in Score.Test.choices],
        "settled": facts.is_settled(workshop),
        "confirmed": workshop.registrations.confirmed().count(),
        "lacking": sum(not all((row.text_en, row.text_fr, row.text_ar)) for row in asked),
    }
    return render(request, "evaluations/paper.html", context | _points(workshop, asked))


def _test(key, label, assessment):
    """One of the two tests as the page shows it, opened already or not."""
    state = "new" if assessment is None or not assessment.opened_at else "open" if assessment.is_open else "closed"
    return {"key": key, "label": label, "state": state, "taken": assessment.taken if assessment else None}


def _points(workshop, asked):
    """How the points of the paper stand to the workshop's maximum."""
    points = sum(row.points for row in asked)
    rule = CertificateRule.objects.filter(workshop=workshop, test=CertificateRule.Test.SCORE).first()
    about = {"has_scores": facts.has_scores(workshop), "pass_mark": rule and rule.pass_mark}
    fault = total_fault(total=points, maximum=workshop.test_max_score, **about) if asked else ""
    maximum = workshop.test_max_score
    return {
        "total": plain(points) if asked else "0",
        "maximum": None if maximum is None else plain(maximum),
        "agrees": points == maximum,
        "fault": words.paper_refused(fault) if fault else "",
    }


@require_safe
def paper_pdf(request, code):
    """The paper to print, in `?language=`; with `?key=1` the right answers are marked."""
    workshop = get_object_or_404(
        Workshop.objects.visible_to(request.user, "evaluations.read").select_related("office", "project"), code=code
    )
    asked = facts.questions(workshop)
    if not asked:
        raise Http404
    language = request.GET.get("language")
    language = language if language in Language.values else request.LANGUAGE_CODE
    with_key = request.GET.get("key") == "1"
    name = slugify(f"{workshop.code}-test{'-key' if with_key else ''}-{language}")
    data = render_paper(workshop, asked, language, with_key=with_key)
    return HttpResponse(data, "application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'})


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request, code):
    """Choose a workshop one may read the tests of, and take over its paper."""
    workshop = workshop_for(request.user, code, "evaluations.edit")
    sources = facts.papers_to_copy(Workshop.objects.visible_to(request.user, "evaluations.read"), workshop)
    if refused := sent_back(request, workshop):
        return refused
    if request.method == "POST":
        try:
            source = sources.filter(code=request.POST.get("source", "")).first()
            count = copy_paper(workshop=workshop, source=source, by=Actor.of(request.user), now=timezone.now())
            said = ngettext("%(count)s question copied.", "%(count)s questions copied.", count) % {"count": count}
            messages.success(request, said)
        except PaperRefused as refused:
            messages.error(request, words.paper_refused(refused.code))
        return redirect("evaluations:paper", code)
    context = framed(request.user, workshop, "paper") | {"sources": sources[:100]}
    return render(request, "evaluations/copy.html", context)


@require_POST
def adopt(request, code):
    """Make the points of the paper the workshop's maximum."""
    workshop = workshop_for(request.user, code, "evaluations.edit")
    try:
        points = adopt_total(workshop=workshop, by=Actor.of(request.user), now=timezone.now())
        messages.success(request, _("The maximum score is %(points)s now.") % {"points": plain(points)})
    except PaperRefused as refused:
        messages.error(request, words.paper_refused(refused.code))
    return redirect("evaluations:paper", code)


@require_POST
def set_open(request, code, test, verb):
    """Open or close one of the two tests."""
    workshop = workshop_for(request.user, code, "evaluations.open")
    if test not in Score.Test.values:
        raise Http404
    acts = {"open": (open_test, _("The test is open.")), "close": (close_test, _("The test is closed."))}
    if verb not in acts:
        raise Http404
    act, said = acts[verb]
    try:
        act(workshop=workshop, test=test, by=Actor.of(request.user), now=timezone.now())
        messages.success(request, said)
    except PaperRefused as refused:
        messages.error(request, words.paper_refused(refused.code))
    except TestRefused as refused:
        messages.error(request, words.test_refused(refused.code))
    return redirect("evaluations:paper", code)


@require_safe
def wall(request, code, test):
    """The code to hang on the wall or show on a screen: it leads to the test, whose door asks for a personal code."""
    workshop = workshop_for(request.user, code)
    assessment = get_object_or_404(Assessment, workshop=workshop, test=test)
    url = settings.SITE_URL + reverse("evaluations:wall_test", args=[assessment.token])
    context = {"workshop": workshop, "assessment": assessment, "url": url, "qr": data_uri(url)}
    return render(request, "evaluations/wall.html", context)
