"""The paper loop: sheets to print, scans of the signed ones, what is missing."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.history import Actor
from accounts.models import Language
from attendance import actions, queries, words
from attendance.actions.scans import path_of
from attendance.forms import ReasonForm, ScansForm
from attendance.models import SheetScan
from attendance.views.grid import table_of
from attendance.views.loading import may, recordable_sheet, register_for, workshop_for
from attendance.views.printing import fetchable
from attendance.views.steps import next_of, sections
from participants.actions.reading import note_reading
from workshops.queries import frame


@require_safe
def papers(request, code):
    """Every register of a workshop: its sheet to print, its marks, its signed sheet, the next step."""
    workshop = workshop_for(request.user, code, "attendance.read")
    table, scans = table_of(workshop), queries.scans(workshop)
    may_validate = may(workshop, "attendance.validate")
    found = [(column, scans[column.register.pk]) for column in table.columns]
    rows = [{"column": column, "scans": its, "step": next_of(code, column, its, may_validate)} for column, its in found]
    context = sections(workshop, "papers") | {"table": table, "rows": rows, "languages": Language.choices}
    context["may_print_badges"] = bool(table.rows) and may(workshop, "registrations.edit")
    context["prints"] = fetchable(workshop)
    context["missing"] = [row["column"] for row in rows if row["column"].validated and not row["scans"]]
    return render(request, "attendance/papers.html", frame(workshop, request.user, "attendance") | context)


@require_http_methods(["GET", "HEAD", "POST"])
def signed(request, code, register):
    """The signed sheet of one register: what is attached, attaching more, then validating."""
    if request.method == "POST":
        register = recordable_sheet(request.user, code, register)
    else:
        register = register_for(request.user, code, register, "attendance.read")
    workshop = workshop_for(request.user, code, "attendance.read")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ScansForm(*sent, words=words.scan_refusal)
    if request.method == "POST" and form.is_valid() and _attach(request, register, form):
        return redirect("attendance:signed", code, register.pk)
    table, scans = table_of(workshop, focus=register.pk), queries.scans(workshop)[register.pk]
    may_validate = may(workshop, "attendance.validate")
    context = {"column": table.focus, "table": table, "scans": scans, "form": form, "may_validate": may_validate}
    context |= sections(workshop, "papers")
    context["may_attach"] = table.focus.reached and (may_validate or _records_still(workshop, table.focus))
    return render(request, "attendance/signed.html", frame(workshop, request.user, "attendance") | context)


@require_safe
def scan_file(request, code, pk):
    """A signed sheet as it is kept; always a download, never shown as a page."""
    scan = _scan(request.user, code, pk, "attendance.read")
    workshop, now = scan.register.workshop, timezone.now()
    may_edit = may(workshop, "registrations.edit")
    note_reading(obj=scan.register, office=workshop.office, may_edit=may_edit, by=Actor.of(request.user), now=now)
    try:
        file = path_of(scan).open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    name = f"{slugify(f'{workshop.code}-{scan.register.code}-{scan.sha256[:8]}')}{path_of(scan).suffix}"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=scan.media_type)
    patch_cache_control(response, private=True, no_store=True)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def scan_remove(request, code, pk):
    """Asks why a scan is taken away, then takes it away."""
    scan = _scan(request.user, code, pk, "attendance.validate")
    back = reverse("attendance:signed", args=[code, scan.register_id])
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.remove_scan(scan=scan, reason=form.cleaned_data["reason"], by=Actor.of(request.user), now=timezone.now())
            messages.success(request, _("The scan is taken away."))
        except actions.SheetRefused as refused:
            messages.error(request, words.refusal(refused))
        return redirect(back)
    question = {
        "title": _("Take away the scan %(name)s") % {"name": scan.sha256[:8]},
        "text": _("Its file is deleted; that it was attached, and why it was taken away, stays in the history."),
        "button": _("Take away the scan"),
    }
    context = frame(scan.register.workshop, request.user, "attendance") | question
    return render(request, "attendance/confirm.html", context | {"form": form, "back": back})


def _attach(request, register, form):
    """Whether the files were kept; a refusal stands beside the field."""
    try:
        rows = actions.attach_scans(
            register=register, scans=form.cleaned_data["files"], by=Actor.of(request.user), now=timezone.now()
        )
    except actions.SheetRefused as refused:
        form.add_error("files", words.refusal(refused))
        return False
    text = ngettext("%(count)s file attached.", "%(count)s files attached.", len(rows))
    messages.success(request, text % {"count": len(rows)})
    return True


def _records_still(workshop, column):
    """Whether `user` records at a register that nobody has validated yet."""
    return not (column.validated or column.reopened) and may(workshop, "attendance.record")


def _scan(user, code, pk, capability):
    workshop = workshop_for(user, code, capability)
    scan = get_object_or_404(SheetScan.objects.kept().select_related("register"), pk=pk, register__workshop=workshop)
    scan.register.workshop = workshop
    return scan
