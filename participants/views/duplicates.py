"""Persons who may be one: a human compares them, and makes them one or tells them apart. Nothing is merged by itself."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.history import Actor
from participants.actions import merging
from participants.models import Distinct, Merge, Participant
from participants.queries import duplicates as queries
from participants.queries.candidates import REASONS
from participants.views.people import note_names
from participants.views.wording import merge_refusal

PAGE = 20
RECENT = 20
CAPABILITY = "registrations.edit"


@require_safe
def candidates(request):
    """The pairs of one office; `?office=` says which where there are several, `?reason=` narrows."""
    offices = list(access.offices(request.user, CAPABILITY).order_by("code"))
    if not offices:
        raise Http404
    office = next((each for each in offices if each.code == request.GET.get("office")), offices[0])
    reason = request.GET.get("reason", "")
    found = [pair for pair in queries.pairs(office) if not reason or reason in pair.reasons]
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = queries.with_people(page.object_list)
    note_names(request.user, {person for _pair, *both in shown for person in both})
    context = {
        "offices": offices,
        "office": office,
        "reasons": [(code, words) for code, words in REASONS.items() if code not in queries.AGAINST],
        "reason": reason,
        "page_obj": page,
        "pairs": shown,
        "told_apart": queries.told_apart(office)[:RECENT],
    }
    return render(request, "participants/people/duplicates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request, one, other):
    """Two persons side by side; posting `keep` says which row stays."""
    people = _both(request, one, other)
    note_names(request.user, people)
    refusal, between = "", []
    if request.method == "POST":
        kept = next((person for person in people if str(person.pk) == request.POST.get("keep")), None)
        merged = next((person for person in people if person is not kept), None)
        try:
            return _merge(request, kept, merged) if kept else redirect("participants:merge_people", one, other)
        except merging.MergeRefused as refused:
            refusal, between = merge_refusal(refused.code), refused.between
    reasons = queries.reasons_for(*people)
    words = [REASONS[code] for code in reasons]
    context = {"people": people, "reasons": words, "refusal": refusal, "between": between}
    return render(request, "participants/people/merge.html", context, status=409 if refusal else 200)


@require_POST
def distinct(request, one, other):
    first, second = _both(request, one, other)
    try:
        merging.tell_apart(one=first, other=second, by=Actor.of(request.user), now=timezone.now())
        messages.success(request, _("Kept as two persons: they are not proposed again."))
    except merging.MergeRefused as refused:
        messages.error(request, merge_refusal(refused.code))
    return _to_list(first.office)


@require_POST
def distinct_undo(request, pk):
    pair = get_object_or_404(Distinct.objects.visible_to(request.user, CAPABILITY).select_related("one__office", "other"), pk=pk)
    office = pair.one.office
    merging.propose_again(distinct=pair, by=Actor.of(request.user), now=timezone.now())
    messages.success(request, _("The two may be proposed again."))
    return _to_list(office)


@require_POST
def merge_undo(request, pk):
    made = get_object_or_404(Merge.objects.visible_to(request.user, CAPABILITY), pk=pk)
    try:
        merging.undo_merge(merge=made, by=Actor.of(request.user), now=timezone.now())
        messages.success(request, _("The merge is undone: these are two persons again."))
    except merging.MergeRefused as refused:
        messages.error(request, merge_refusal(refused.code))
    return redirect("participants:person", pk=made.kept_id)


def _both(request, one, other):
    visible = Participant.objects.visible_to(request.user, CAPABILITY).filter(pk__in=[one, other])
    people = queries.side_by_side(visible.values_list("pk", flat=True))
    if one == other or people.keys() != {one, other} or len({person.office_id for person in people.values()}) > 1:
        raise Http404
    return [people[one], people[other]]


def _merge(request, kept, merged):
    reasons = queries.reasons_for(kept, merged)
    by, now = Actor.of(request.user), timezone.now()
    merging.merge_people(kept=kept, merged=merged, reasons=reasons, by=by, now=now)
    messages.success(request, _("The two are one person from now on. It can be undone on this page."))
    return redirect("participants:person", pk=kept.pk)


def _to_list(office):
    response = redirect("participants:duplicates")
    response["Location"] += f"?office={office.code}"
    return response
