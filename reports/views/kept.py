"""Kept reports: the list, keeping one, one report with its versions, and its files."""

from contextlib import suppress

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.history import Actor
from accounts.templatetags.ui import page_language
from documents.tables import Column, Sheet, workbook
from reports import freezing, kept
from reports.actions import build_report
from reports.exports.formats import FORMATS, XLSX
from reports.exports.iati.missing import Incomplete
from reports.forms import CorrectForm, KeepForm, KeptFilter
from reports.models import DonorReport
from reports.payload import build_payload
from reports.presentation import present
from reports.reading import form_of, reader_of
from reports.rules.difference import differences
from workshops.models import Project

PER_PAGE = 50
#: what a kept payload must hold for a format: those kept before have less
ASKS = {"csv": "hxl", "iati": "iati"}
REFUSALS = {
    "not_draft": lambda: _("This report is frozen already."),
    "not_frozen": lambda: _("Only the newest frozen version can be corrected."),
    "needs_reason": lambda: _("Give the reason of the correction."),
    "nothing_changed": lambda: _("Nothing changed since this report was frozen: there is nothing to correct."),
}


@require_safe
def kept_list(request):
    """Every report the user may read, newest first."""
    found, chosen = _found(request)
    context = {
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "narrowed": any(chosen.values()),
        "states": DonorReport.State.choices,
        "may_keep": access.may_anywhere(request.user, "reports.edit"),
        "public": not access.may_anywhere(request.user, "reports.read"),
    }
    return render(request, "reports/kept/list.html", context)


@require_safe
def kept_export(request):
    """The list as XLSX."""
    found, _chosen = _found(request)
    titles = [_("Title"), _("Project"), _("Donor"), _("State"), _("Version"), _("For publication"), _("Frozen"), "SHA-256"]
    rows = [
        (
            report.title, report.project.code if report.project else None, report.donor.key if report.donor else None,
            report.get_state_display(), report.version, _("yes") if report.publication else _("no"),
            timezone.localtime(report.frozen_at) if report.frozen_at else None, report.sha256,
        )
        for report in found
    ]  # fmt: skip
    columns = [Column(title, 24, "datetime" if title == _("Frozen") else "") for title in titles]
    content = workbook([Sheet(_("Reports"), columns, rows)], rtl=page_language() == "ar")
    return _download(content, XLSX, "reports.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def keep(request):
    """Keep the report the address asks for, as a draft or frozen at once."""
    scope = _scope(request)
    posted = request.POST if request.method == "POST" else None
    form = KeepForm(posted, initial={"title": kept.default_title(scope)})
    if max(len(scope.projects), len(scope.donors), len(scope.topics)) > 1:
        raise Http404
    if posted is not None and form.is_valid():
        by, now = Actor.of(request.user), timezone.now()
        report = freezing.keep_draft(scope=scope, **form.values(), by=by, now=now)
        if "freeze" in posted:
            with suppress(freezing.FreezeRefused):  # another press of the button was faster
                freezing.freeze(report=report, by=by, now=now)
        messages.success(request, _("The report is frozen.") if "freeze" in posted else _("The draft is kept."))
        return redirect("reports:kept_report", report.pk)
    shown = present(build_payload(build_report(scope, now=timezone.now())), page_language())
    context = {"form": form, "report": shown, "query": request.GET.urlencode()}
    return render(request, "reports/kept/keep.html", context)


@require_safe
@never_cache
def kept_report(request, pk):
    """One kept report: a draft counted now, or the figures as they were frozen."""
    report = _visible(request.user, pk)
    language, now = page_language(), timezone.now()
    payload = report.content or freezing.count_again(report, now)
    may_edit = _may_edit(request.user, report)
    context = {
        "kept": report,
        "report": present(payload, language),
        "public": report.publication,
        "may_edit": may_edit,
        "versions": kept.versions(report),
        "changes": kept.change_rows(report.difference, payload, language),
        "persons": payload["person_list"]["registrations"],
        "files": [(FORMATS[kind].name, FORMATS[kind].what, FORMATS[kind].ending) for kind in _kinds(report)]
        if report.is_frozen
        else [],
    }
    return render(request, "reports/kept/report.html", context)


@require_safe
@never_cache
def kept_file(request, pk, ending):
    """A frozen report as a file, made of what is stored: the same bytes each time."""
    report = _visible(request.user, pk)
    if not report.is_frozen:
        raise Http404
    kind = next((kind for kind in _kinds(report) if FORMATS[kind].ending == ending), None)
    if kind is None:
        raise Http404
    name = slugify(f"{report.title} v{report.version}") or f"report-{report.pk}"
    try:
        content = report.payload.encode() if kind == "json" else FORMATS[kind].write(report.content, page_language())
    except Incomplete as missing:
        messages.error(request, " ".join(lack.sentence for lack in missing.lacks if lack.needed))
        return redirect("reports:kept_report", report.pk)
    return _download(content, FORMATS[kind].media_type, f"{name}.{ending}")


def _kinds(report):
    """The formats a frozen report can be had as; an IATI file is made of what was published alone."""
    held = report.content
    return [kind for kind in FORMATS if ASKS.get(kind, "schema") in held and (report.publication or not FORMATS[kind].published)]


@require_POST
def kept_freeze(request, pk):
    report = _editable(request.user, pk)
    try:
        freezing.freeze(report=report, by=Actor.of(request.user), now=timezone.now())
        messages.success(request, _("The report is frozen."))
    except freezing.FreezeRefused as refused:
        messages.error(request, REFUSALS[refused.code]())
    return redirect("reports:kept_report", report.pk)


@require_POST
def kept_discard(request, pk):
    report = _editable(request.user, pk)
    try:
        freezing.discard(report=report, by=Actor.of(request.user), now=timezone.now())
    except freezing.FreezeRefused as refused:
        messages.error(request, REFUSALS[refused.code]())
        return redirect("reports:kept_report", report.pk)
    messages.success(request, _("The draft is deleted."))
    return redirect("reports:kept_list")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def kept_correct(request, pk):
    """What changed since the report was frozen, and the form that makes it a new version."""
    report, now = _editable(request.user, pk), timezone.now()
    if report.state != DonorReport.State.FROZEN:
        raise Http404
    form = CorrectForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            newer = freezing.correct(report=report, reason=form.cleaned_data["reason"], by=Actor.of(request.user), now=now)
        except freezing.FreezeRefused as refused:
            form.add_error("reason", REFUSALS[refused.code]())
        else:
            messages.success(request, _("Version %(version)s is frozen.") % {"version": newer.version})
            return redirect("reports:kept_report", newer.pk)
    payload = freezing.count_again(report, now)
    changes = kept.change_rows(differences(report.content, payload), payload, page_language())
    return render(request, "reports/kept/correct.html", {"kept": report, "form": form, "changes": changes})


def _found(request):
    chosen = KeptFilter(request.GET).chosen()
    rows = DonorReport.objects.visible_to(request.user)
    if not (access.may_anywhere(request.user, "reports.read") or Project.objects.visible_to(request.user).exists()):
        raise Http404
    large = [f"{row}{field}" for row in ("", "correction__") for field in ("payload", "difference")]
    found = kept.matching(rows, **chosen).select_related("project", "donor", "frozen_by", "correction").defer(*large)
    return found.order_by("-created_at", "-pk"), chosen


def _scope(request):
    """The scope in the address, over offices in all of which the user may keep reports; else 404."""
    reader = reader_of(request.user)
    form = form_of(request.GET, reader) if reader.projects else None
    own = set(access.offices(request.user, "reports.edit").values_list("pk", flat=True))
    if form is None or reader.public or not form.is_valid() or not own.issuperset(form.scope.offices or [None]):
        raise Http404
    return form.scope


def _visible(user, pk):
    rows = DonorReport.objects.visible_to(user).select_related("project", "donor", "frozen_by", "created_by", "corrects")
    return get_object_or_404(rows, pk=pk)


def _editable(user, pk):
    rows = DonorReport.objects.visible_to(user, "reports.edit").select_related("project", "donor")
    return get_object_or_404(rows, pk=pk)


def _may_edit(user, report):
    return DonorReport.objects.visible_to(user, "reports.edit").filter(pk=report.pk).exists()


def _download(content, media_type, name):
    return HttpResponse(content, media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
