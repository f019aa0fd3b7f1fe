"""The letters of one workshop: what left, what waits, what failed, and what may be done with each."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.history import Actor, record
from mailing.actions import retry_all
from mailing.models import Letter, LetterBatch
from mailing.presentation import rows
from mailing.queries import count_by_state, narrowed
from mailing.views import filter_form, letter_context, say, spreadsheet
from participants.queries.registrations import letters_of, letters_to
from participants.views.wording import SECTION
from workshops.models import Workshop
from workshops.queries import frame

PAGE = 50


@require_safe
def letter_list(request, code):
    workshop = _loaded(request, code)
    letters = letters_of(workshop, request.user)
    form, found = _filtered(request, workshop, letters)
    page = Paginator(found.select_related("office").prefetch_related("about"), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "rows": rows(page, lambda letter: reverse("participants:letter", args=[workshop.code, letter.pk])),
        "is_filtered": bool(form.known().keys() - {"sort"}),
        "counts": count_by_state(letters),
        "may_edit": access.may(request.user, "letters.edit", workshop.office_id),
        "batch": _batch(request, form),
        "zone": workshop.office.timezone,
    }
    return render(request, "participants/letters.html", frame(workshop, request.user, "letters") | SECTION | context)


@require_safe
def export(request, code):
    workshop = _loaded(request, code)
    _form, found = _filtered(request, workshop, letters_of(workshop, request.user))
    record(by=Actor.of(request.user), now=timezone.now(), obj=workshop, verb="export_names", office=workshop.office)
    return spreadsheet(found)


@require_safe
def letter(request, code, pk):
    workshop = _loaded(request, code)
    shown = get_object_or_404(letters_of(workshop, request.user).select_related("office", "batch"), pk=pk)
    context = frame(workshop, request.user, "letters") | SECTION | letter_context(shown, request.user)
    return render(request, "participants/letter.html", context)


@require_POST
def retry_failed(request, code):
    """Queue every failed letter of the workshop once more."""
    workshop = _loaded(request, code, "letters.edit")
    letters = letters_of(workshop, request.user).select_related("office")
    say(request, retry_all(letters=letters, by=Actor.of(request.user), now=timezone.now()), 0)
    return redirect("participants:letters", code=workshop.code)


def _loaded(request, code, capability="letters.read"):
    rows_ = Workshop.objects.visible_to(request.user, capability).select_related("office", "venue")
    return get_object_or_404(rows_, code=code)


def _filtered(request, workshop, letters):
    form = filter_form(request, letters)
    filters = form.known()
    return form, narrowed(letters_to(letters, workshop, filters.pop("q", "")), **filters)


def _batch(request, form):
    """The message to several people the list is narrowed to, with how many of its letters are in each state."""
    pk = form.known().get("batch")
    batch = LetterBatch.objects.visible_to(request.user).select_related("created_by").filter(pk=pk).first() if pk else None
    if batch is None:
        return None
    counts = count_by_state(batch.letters.all())
    unsent = [counts.get(state, 0) for state in (Letter.State.QUEUED, Letter.State.HELD)]
    return {"row": batch, "total": sum(counts.values()), "queued": unsent[0], "held": unsent[1]}
