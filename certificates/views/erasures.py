"""Erasing persons: what was asked for, what it would take away, and the decision of the office."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.history import Actor
from certificates.actions.erasing import ErasureRefused, erase, refuse_erasure
from certificates.forms import EraseForm, ReasonForm
from certificates.models import Certificate, Erasure
from certificates.reasons import OBSTACLES
from participants.actions.erasing import registrations_of
from participants.models import Participant

PER_PAGE = 50


@require_safe
def erasure_list(request):
    """What was asked for and waits, then what was decided."""
    if not access.may_anywhere(request.user, "registrations.edit"):
        raise Http404
    rows = Erasure.objects.visible_to(request.user, "registrations.edit").select_related(
        "participant__merged_into", "office", "decided_by"
    )
    decided = rows.exclude(state=Erasure.State.ASKED).order_by("-decided_at", "-pk")
    page = Paginator(decided, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "certificates/erasures.html", {"waiting": rows.waiting().order_by("asked_at", "pk"), "page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def erase_person(request, pk):
    """What would go and what would stay; a reason; then the act, which nobody can undo."""
    person = _person(request.user, pk)
    asked = Erasure.objects.waiting().of(person).first()
    form = EraseForm(request.POST or None, initial=_wish(asked))
    if request.method == "POST" and form.is_valid():
        values = {"participant": person, "by": Actor.of(request.user), "now": timezone.now()}
        if _tried(
            form, erase, keep_name=form.cleaned_data["certificates"] == "keep", reason=form.cleaned_data["reason"], **values
        ):
            messages.success(request, _("The person is erased."))
            return redirect("certificates:erasures")
    registrations = registrations_of(person).select_related("workshop").order_by("-workshop__start", "pk")
    context = {
        "person": person,
        "asked": asked,
        "form": form,
        "registrations": registrations,
        "certificates": Certificate.objects.filter(registration__in=registrations).count(),
    }
    return render(request, "certificates/erase.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request, pk):
    """Decline what a person asked for, with the reason."""
    rows = (
        Erasure.objects.visible_to(request.user, "registrations.edit")
        .waiting()
        .select_related("participant__office", "participant__merged_into")
    )
    asked = get_object_or_404(rows, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"erasure": asked, "by": Actor.of(request.user), "now": timezone.now()}
        if _tried(form, refuse_erasure, reason=form.cleaned_data["reason"], **values):
            messages.success(request, _("The request is declined. Tell the person why."))
            return redirect("certificates:erasures")
    return render(request, "certificates/erasure_refuse.html", {"asked": asked, "person": asked.person, "form": form})


def _person(user, pk):
    rows = Participant.objects.visible_to(user, "registrations.edit").current().select_related("office")
    return get_object_or_404(rows, pk=pk)


def _wish(asked):
    """What the form begins with: the person's own wish."""
    if asked is None:
        return {"certificates": "keep"}
    return {"certificates": "keep" if asked.keep_name else "withhold", "reason": _("Asked for by the person")}


def _tried(form, action, **values):
    try:
        return action(**values)
    except ErasureRefused as refusal:
        form.add_error(None, OBSTACLES[refusal.code])
        return None
