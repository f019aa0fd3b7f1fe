"""The directory of focal points: whom an office writes to at each institution."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.history import Actor, record
from participants.actions.nominations.directory import FocalPointRefused, save_focal_point, set_active
from participants.export_nominations import focal_points_workbook
from participants.forms.nominations import FocalPointForm, InstitutionForm
from participants.models import FocalPoint, Institution
from participants.queries.focal_points import directory
from participants.views.nominations import XLSX
from participants.views.people import note_names

PAGE = 50


@require_safe
def focal_points(request):
    if not access.may_anywhere(request.user, "registrations.read"):
        raise Http404
    filters = _filters(request)
    page = Paginator(directory(request.user, **filters), PAGE).get_page(request.GET.get("page"))
    note_names(request.user, page)
    edited = set(access.offices(request.user, "registrations.edit").values_list("pk", flat=True))
    context = filters | {
        "page_obj": page,
        "is_filtered": bool(filters["q"] or filters["active"]),
        "edited": edited,
        "may_add": bool(edited),
    }
    return render(request, "participants/focal_points/list.html", context)


@require_safe
def focal_points_export(request):
    if not access.may_anywhere(request.user, "registrations.read"):
        raise Http404
    rows = directory(request.user, **_filters(request))
    for office in sorted({row.office for row in rows}, key=lambda office: office.pk):
        record(by=Actor.of(request.user), now=timezone.now(), obj=office, verb="export_focal_points", office=office)
    response = HttpResponse(focal_points_workbook(rows, rtl=translation.get_language_bidi()), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="focal-points.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def focal_point_add(request):
    """First the institution (by GET), then the person."""
    offices = access.offices(request.user, "registrations.edit").order_by("code")
    if not offices:
        raise Http404
    chosen = InstitutionForm(
        request.GET or None,
        institutions=Institution.objects.filter(merged_into=None),
        options_url=reverse("participants:institution_options"),
        offices=offices,
    )
    if not chosen.is_valid():
        return render(request, "participants/focal_points/choose.html", {"form": chosen})
    return _form_page(request, FocalPoint(**{name: chosen.cleaned_data[name] for name in ("office", "institution")}))


@require_http_methods(["GET", "HEAD", "POST"])
def focal_point_edit(request, pk):
    return _form_page(request, _editable(request, pk))


@require_POST
def focal_point_toggle(request, pk):
    """Deactivate one who is active, and the other way round."""
    point = _editable(request, pk)
    set_active(point=point, is_active=not point.is_active, by=Actor.of(request.user), now=timezone.now())
    messages.success(
        request, _("This focal point is active again.") if point.is_active else _("This focal point is inactive now.")
    )
    return redirect("participants:focal_points")


def _form_page(request, point):
    form = FocalPointForm(request.POST or None, instance=point)
    if request.method == "POST" and form.is_valid():
        try:
            save_focal_point(point=form.save(commit=False), by=Actor.of(request.user), now=timezone.now())
        except FocalPointRefused:
            form.add_error("email", _("This institution has a focal point of this address already."))
        else:
            messages.success(request, _("The focal point is saved."))
            return redirect("participants:focal_points")
    context = {"form": form, "point": point, "institution": str(point.institution), "office": str(point.office)}
    return render(request, "participants/focal_points/form.html", context)


def _editable(request, pk):
    rows = FocalPoint.objects.visible_to(request.user, "registrations.edit").select_related("office", "institution")
    return get_object_or_404(rows, pk=pk)


def _filters(request):
    return {name: request.GET.get(name, "")[:200] for name in ("q", "active", "sort")}
