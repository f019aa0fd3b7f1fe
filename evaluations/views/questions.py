"""One question of the paper: adding, changing, moving, taking out."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.history import Actor
from evaluations.actions.keys import correct_key
from evaluations.actions.papers import PaperRefused, add_question, change_question, move_question, remove_question
from evaluations.forms.keys import KeyForm
from evaluations.forms.questions import QuestionForm, initial_of
from evaluations.models import Question
from evaluations.views import words
from evaluations.views.loading import framed, sent_back, workshop_for

#: refusals that stand beside the answers
ABOUT_ANSWERS = {"few_choices", "none_right", "several_right", "all_right"}


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, code):
    """A new question of the kind `?kind=`; a post may ask for one more of the same."""
    workshop = workshop_for(request.user, code, "evaluations.edit")
    kind = request.GET.get("kind", Question.Kind.SINGLE)
    if kind not in Question.Kind.values:
        raise Http404
    if refused := sent_back(request, workshop):
        return refused
    form = QuestionForm(request.POST if request.method == "POST" else None, kind=kind, initial={"points": 1})
    if form.is_bound and form.is_valid() and _tried(request, form, add_question, workshop=workshop):
        messages.success(request, _("The question is added."))
        return redirect(request.get_full_path() if "again" in request.POST else "evaluations:paper", *_code(request, code))
    return _page(request, workshop, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, code, pk):
    """Change a question while nobody has seen it."""
    workshop = workshop_for(request.user, code, "evaluations.edit")
    question = get_object_or_404(Question.objects.prefetch_related("choices"), workshop=workshop, pk=pk)
    if refused := sent_back(request, workshop):
        return refused
    data = request.POST if request.method == "POST" else None
    form = QuestionForm(data, kind=question.kind, initial=initial_of(question))
    if form.is_bound and form.is_valid() and _tried(request, form, change_question, question=question):
        messages.success(request, _("The question is changed."))
        return redirect("evaluations:paper", code)
    return _page(request, workshop, form, question)


@require_http_methods(["GET", "HEAD", "POST"])
def key(request, code, pk):
    """Correct what is right for a question that people have answered already."""
    workshop = workshop_for(request.user, code, "evaluations.edit")
    question = get_object_or_404(Question.objects.prefetch_related("choices"), workshop=workshop, pk=pk)
    form = KeyForm(request.POST if request.method == "POST" else None, question=question)
    if form.is_bound and form.is_valid():
        try:
            changed = correct_key(question=question, by=Actor.of(request.user), now=timezone.now(), **form.key)
            said = ngettext(
                "The key is corrected: %(count)s score changed.", "The key is corrected: %(count)s scores changed.", changed
            )
            messages.success(request, said % {"count": changed})
            return redirect("evaluations:paper", code)
        except PaperRefused as refused:
            form.add_error("right" if refused.code in ABOUT_ANSWERS else None, words.paper_refused(refused.code))
    return render(request, "evaluations/key.html", framed(request.user, workshop, "paper") | {"form": form, "question": question})


@require_POST
def remove(request, code, pk):
    """Take a question out of the paper; the page asks first."""
    return _act(request, code, pk, remove_question, _("The question is taken out."))


@require_POST
def move(request, code, pk, step):
    """One place up or down."""
    if step not in {"up", "down"}:
        raise Http404
    return _act(request, code, pk, move_question, "", step=-1 if step == "up" else 1)


def _code(request, code):
    """The argument of the page one goes back to; an address takes none."""
    return () if "again" in request.POST else (code,)


def _act(request, code, pk, action, said, **values):
    workshop = workshop_for(request.user, code, "evaluations.edit")
    question = get_object_or_404(Question, workshop=workshop, pk=pk)
    try:
        action(question=question, by=Actor.of(request.user), now=timezone.now(), **values)
        if said:
            messages.success(request, said)
    except PaperRefused as refused:
        messages.error(request, words.paper_refused(refused.code))
    return redirect("evaluations:paper", code)


def _tried(request, form, action, **values):
    """Whether the action was done; a refusal stands on the form."""
    try:
        action(data=form.question(), by=Actor.of(request.user), now=timezone.now(), **values)
    except PaperRefused as refused:
        form.add_error("right" if refused.code in ABOUT_ANSWERS else None, words.paper_refused(refused.code))
        return False
    return True


def _page(request, workshop, form, question=None):
    context = {"form": form, "question": question, "kind_label": Question.Kind(form.kind).label}
    return render(request, "evaluations/question_form.html", framed(request.user, workshop, "paper") | context)
