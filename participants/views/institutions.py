"""The list of institutions, one institution, and what keeps them right."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.history import Actor, entries_for
from participants.actions import institutions as actions
from participants.export import institutions_workbook
from participants.forms import institutions as forms
from participants.models import Institution, InstitutionAlias, InstitutionName
from participants.queries import institutions as queries
from participants.queries.proposals import open_proposals
from participants.views.wording import institution_refusal

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SECTION = {"section": "institutions"}


@require_safe
def institution_list(request):
    readers_only(request.user)
    wanted = _wanted(request)
    may_edit = access.may_anywhere(request.user, "reference.edit")
    context = SECTION | {
        "page_obj": Paginator(queries.directory(request.user, **wanted), PAGE).get_page(request.GET.get("page")),
        "types": queries.types(),
        "is_filtered": bool(wanted["q"] or wanted["type"]),
        "may_edit": may_edit,
        "proposals": len(open_proposals(request.user)) if may_edit else 0,
        **wanted,
    }
    return render(request, "participants/institutions/list.html", context)


@require_safe
def institution_export(request):
    readers_only(request.user)
    rows = queries.directory(request.user, **_wanted(request))
    response = HttpResponse(institutions_workbook(rows, rtl=translation.get_language_bidi()), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="institutions.xlsx"'
    return response


@require_safe
def institution(request, pk):
    readers_only(request.user)
    row = shown(pk, include_merged=True)
    if row.merged_into_id:
        return redirect("participants:institution", pk=row.merged_into_id)
    return _page(request, row, forms.AliasForm())


@require_http_methods(["GET", "HEAD", "POST"])
def institution_add(request):
    editors_only(request.user)
    form = forms.InstitutionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by, now = Actor.of(request.user), timezone.now()
        made = actions.add_institution(names=form.names(), **form.kind(), by=by, now=now)
        messages.success(request, _("The institution is in the list."))
        return redirect("participants:institution", pk=made.pk)
    return _form(request, form, None, _("Add an institution"), _("Save the institution"))


@require_http_methods(["GET", "HEAD", "POST"])
def institution_edit(request, pk):
    row = editable(request, pk)
    initial = {"type": row.type, "acronym": row.acronym}
    form = forms.KindForm(request.POST if request.method == "POST" else None, initial=initial)
    change = lambda by, now: actions.change_institution(institution=row, **form.kind(), by=by, now=now)  # noqa: E731
    return _saving(request, row, form, change, _("Change type and acronym"), _("Save the change"))


@require_http_methods(["GET", "HEAD", "POST"])
def name_add(request, pk):
    row = editable(request, pk)
    form = forms.NameForm(request.POST if request.method == "POST" else None)
    return _saving(request, row, form, _name_saver(row, form), _("Add a name"), _("Save the name"))


@require_http_methods(["GET", "HEAD", "POST"])
def name_edit(request, pk, name):
    row = editable(request, pk)
    kept = get_object_or_404(InstitutionName, institution=row, pk=name)
    initial = {field: getattr(kept, field) for field in ("name_en", "name_fr", "name_ar", "valid_from")}
    form = forms.NameForm(request.POST if request.method == "POST" else None, initial=initial)
    return _saving(request, row, form, _name_saver(row, form, kept), _("Correct a name"), _("Save the name"))


@require_http_methods(["GET", "HEAD", "POST"])
def successor(request, pk):
    row = editable(request, pk)
    known = row.successor and {"institution": row.successor_id, "institution_name": str(row.successor), "on": row.succeeded_on}
    form = forms.SuccessorForm(request.POST if request.method == "POST" else None, initial=known or {})

    def save(by, now):
        said = form.cleaned_data
        return actions.set_successor(institution=row, successor=said["chosen"], on=said["on"], by=by, now=now)

    lede = _("A successor takes over from a day on; both stay in the list. For one institution entered twice, merge instead.")
    return _saving(request, row, form, save, _("Who took over its work"), _("Save the successor"), lede)


@require_POST
def arabic_checked(request, pk):
    actions.check_arabic_name(institution=editable(request, pk), by=Actor.of(request.user), now=timezone.now())
    messages.success(request, _("The Arabic name is marked as checked."))
    return redirect("participants:institution", pk=pk)


@require_POST
def alias_add(request, pk):
    row = editable(request, pk)
    form = forms.AliasForm(request.POST)
    if form.is_valid():
        try:
            actions.add_alias(institution=row, text=form.cleaned_data["alias"], by=Actor.of(request.user), now=timezone.now())
            messages.success(request, _("The institution is found by this text from now on."))
            return redirect("participants:institution", pk=pk)
        except actions.InstitutionRefused as refused:
            form.add_error("alias", institution_refusal(refused.code))
    return _page(request, row, form)


@require_POST
def alias_remove(request, pk, alias):
    kept = get_object_or_404(InstitutionAlias, institution=editable(request, pk), pk=alias)
    actions.remove_alias(alias=kept, by=Actor.of(request.user), now=timezone.now())
    messages.success(request, _("The alias is gone."))
    return redirect("participants:institution", pk=pk)


def readers_only(user):
    if not access.may_anywhere(user, "registrations.read"):
        raise Http404


def editors_only(user):
    if not access.may_anywhere(user, "reference.edit"):
        raise Http404


def shown(pk, *, include_merged=False):
    rows = Institution.objects.all() if include_merged else Institution.objects.current()
    names = Prefetch("predecessors", Institution.objects.current().prefetch_related("names"))
    rows = rows.select_related("successor").prefetch_related("names", "aliases", "successor__names", names)
    return get_object_or_404(rows, pk=pk)


def editable(request, pk):
    editors_only(request.user)
    return shown(pk)


def _page(request, row, form):
    workshops = queries.attendance_numbers(row, request.user)
    context = SECTION | {
        "institution": row,
        "names": sorted(row.names.all(), key=lambda name: (name.valid_from is not None, name.valid_from, name.pk)),
        "page_obj": Paginator(workshops, PAGE).get_page(request.GET.get("page")),
        "focal_points": queries.focal_points(row, request.user).count(),
        "merges": row.merges.filter(undone_at=None).select_related("merged", "by").prefetch_related("merged__names"),
        "entries": entries_for(row)[:PAGE],
        "form": form,
        "may_edit": access.may_anywhere(request.user, "reference.edit"),
    }
    return render(request, "participants/institutions/detail.html", context)


def _wanted(request):
    said = {name: request.GET.get(name, "").replace("\0", "")[:200] for name in ("q", "type", "sort")}
    said["sort"] = said["sort"] if said["sort"].removeprefix("-") in queries.ORDERS else "name"
    return said


def _name_saver(row, form, name=None):
    def save(by, now):
        day = form.cleaned_data["valid_from"]
        return actions.save_name(institution=row, name=name, names=form.names(), valid_from=day, by=by, now=now)

    return save


def _saving(request, row, form, save, title, submit, lede=""):
    """The form's page, or what follows once `save` took it; a refusal stands at the top of the form."""
    if request.method == "POST" and form.is_valid():
        try:
            save(Actor.of(request.user), timezone.now())
            messages.success(request, _("The institution was saved."))
            return redirect("participants:institution", pk=row.pk)
        except actions.InstitutionRefused as refused:
            form.add_error(None, institution_refusal(refused.code))
    return _form(request, form, row, title, submit, lede)


def _form(request, form, row, title, submit, lede=""):
    words = {"title": title, "submit": submit, "lede": lede}
    context = SECTION | words | {"form": form, "institution": row, "types": queries.types()}
    return render(request, "participants/institutions/form.html", context)
