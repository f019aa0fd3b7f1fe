"""Institutions entered twice, and texts that were no institution of the list yet."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.history import Actor
from participants.actions import merging
from participants.actions.proposals import SettlementRefused, settle_as_new, settle_proposal, undo_settlement
from participants.forms import institutions as forms
from participants.models import InstitutionMerge, Settlement
from participants.queries import proposals as queries
from participants.queries.institutions import types
from participants.views.institutions import PAGE, SECTION, editable, editors_only
from participants.views.wording import merge_refusal, settlement_refusal


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request, pk):
    """The one shown is kept, the other named is folded into it: first both are shown side by side, then it is confirmed."""
    row = editable(request, pk)
    said = request.POST if request.method == "POST" else request.GET if request.GET.get("institution_name") else None
    form, between = forms.MergeForm(said), []
    other = form.cleaned_data["chosen"] if form.is_bound and form.is_valid() else None
    if other and request.method == "POST":
        try:
            merging.merge_institutions(kept=row, merged=other, by=Actor.of(request.user), now=timezone.now())
            messages.success(request, _("The two are one from now on. It can be undone on this page."))
            return redirect("participants:institution", pk=row.pk)
        except merging.MergeRefused as refused:
            form.add_error(None, merge_refusal(refused.code))
            between = [mine.workshop for mine, _theirs in refused.between]
    context = SECTION | {"institution": row, "form": form, "other": other, "between": between}
    return render(request, "participants/institutions/merge.html", context, status=409 if between else 200)


@require_POST
def merge_undo(request, pk):
    editors_only(request.user)
    made = get_object_or_404(InstitutionMerge, pk=pk)
    try:
        merging.undo_institution_merge(merge=made, by=Actor.of(request.user), now=timezone.now())
        messages.success(request, _("The merge is undone: both are in the list again."))
    except merging.MergeRefused as refused:
        messages.error(request, merge_refusal(refused.code))
    return redirect("participants:institution", pk=made.kept_id)


@require_safe
def proposals(request):
    editors_only(request.user)
    q = request.GET.get("q", "").replace("\0", "")[:200]
    context = SECTION | {
        "page_obj": Paginator(queries.open_proposals(request.user, q), PAGE).get_page(request.GET.get("page")),
        "settlements": queries.settlements(request.user),
        "q": q,
    }
    return render(request, "participants/institutions/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request):
    """What one text is: an institution of the list, or a new one (`as=new`)."""
    editors_only(request.user)
    text = (request.POST.get("text") or request.GET.get("text", "")).replace("\0", "")[:300]
    proposal = next((each for each in queries.open_proposals(request.user) if queries.means(each, text)), None)
    if proposal is None:
        if request.method == "POST" and text:
            messages.error(request, settlement_refusal("gone"))
            return redirect("participants:proposals")
        raise Http404
    form, new_form = _settle_forms(request, proposal)
    used = new_form if request.POST.get("as") == "new" else form
    if used.is_bound and used.is_valid():
        return _settle(request, proposal, used)
    context = {"proposal": proposal, "form": form, "new_form": new_form, "types": types()}
    context |= SECTION | {"likely": queries.likely(proposal.text)}
    return render(request, "participants/institutions/settle.html", context)


@require_POST
def settle_undo(request, pk):
    editors_only(request.user)
    made = next((each for each in queries.settlements(request.user) if each.pk == pk), None)
    if made is None:
        get_object_or_404(Settlement.objects.none(), pk=pk)
    try:
        undo_settlement(settlement=made, by=Actor.of(request.user), now=timezone.now())
        messages.success(request, _("It is a proposal again."))
    except SettlementRefused as refused:
        messages.error(request, settlement_refusal(refused.code))
    return redirect("participants:proposals")


def _settle_forms(request, proposal):
    said, is_new = request.POST if request.method == "POST" else None, request.POST.get("as") == "new"
    language = "name_ar" if proposal.is_arabic else "name_fr"
    new_form = forms.InstitutionForm(said if is_new else None, initial={language: proposal.text}, prefix="new")
    return forms.SettleForm(None if is_new else said), new_form


def _settle(request, proposal, form):
    common = {"text": proposal.text, "registrations": queries.proposals_of(request.user)}
    common |= {"by": Actor.of(request.user), "now": timezone.now()}
    try:
        if isinstance(form, forms.InstitutionForm):
            made = settle_as_new(names=form.names(), **form.kind(), **common)
        else:
            said = form.cleaned_data
            made = settle_proposal(institution=said["chosen"], keep_alias=said["keep_alias"], **common)
    except SettlementRefused as refused:
        messages.error(request, settlement_refusal(refused.code))
    else:
        n = len(made.registrations)
        text = ngettext("Settled for %d registration.", "Settled for %d registrations.", n)
        messages.success(request, text % n)
    return redirect("participants:proposals")
