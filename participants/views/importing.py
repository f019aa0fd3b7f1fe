"""Lists that come in: upload or paste, columns, review, entering, taking back. Jobs do the long work."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.history import Actor, record
from participants import import_words
from participants.actions.imports.ordering import decide, decide_all, map_columns, order_entry
from participants.actions.imports.receiving import discard, receive
from participants.actions.imports.refusing import ImportRefused
from participants.actions.imports.undoing import undo
from participants.actions.registrations import FINAL
from participants.export import import_workbook
from participants.forms.importing import ColumnsForm, EnterForm, ListForm
from participants.models import ImportBatch, ImportRow
from participants.queries.imports import columns_of, counts_of, imports_of, lines_of
from participants.views.wording import SECTION
from workshops.models import Workshop
from workshops.queries import frame

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
State = ImportBatch.State
WORKING = {State.READING, State.APPLYING}
DONE = {State.APPLIED, State.UNDONE}


@require_http_methods(["GET", "HEAD", "POST"])
def start(request, code):
    """Upload or paste a list; below, those that came before."""
    workshop = _workshop(request, code)
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("rows", "name", "digest")}
        try:
            batch = receive(
                workshop=workshop, by=Actor.of(request.user), now=timezone.now(), **given | {"rows": iter(given["rows"])}
            )
        except ImportRefused as refused:
            form.add_error("file", import_words.refusal(refused.code))
        else:
            return redirect("participants:import_columns", workshop.code, batch.pk)
    page = Paginator(imports_of(workshop), PAGE).get_page(request.GET.get("page"))
    return _render(request, workshop, "start", {"form": form, "page_obj": page, "is_final": workshop.state in FINAL})


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request, code, pk):
    """What each column is, with a proposal; then the list is compared with the register."""
    batch = _batch(request, code, pk)
    if batch.state not in {State.UPLOADED, State.READY, State.FAILED}:
        return redirect("participants:import_batch", code, pk)
    form = ColumnsForm(request.POST or None, columns=columns_of(batch), mapping=batch.mapping)
    if request.method == "POST" and form.is_valid():
        try:
            map_columns(batch=batch, mapping=form.cleaned_data["mapping"])
        except ImportRefused as refused:
            messages.error(request, import_words.refusal(refused.code))
        return redirect("participants:import_batch", code, pk)
    twin = _entered_before(batch)
    return _render(request, batch.workshop, "columns", {"form": form, "batch": batch, "twin": twin})


@require_safe
def batch_page(request, code, pk):
    """A list in its present state; htmx asks for the bar alone while a job works on it."""
    batch = _batch(request, code, pk)
    if batch.state == State.UPLOADED:
        return redirect("participants:import_columns", code, pk)
    if batch.state in WORKING:
        name = "_working" if request.htmx else "working"
        return _render(request, batch.workshop, name, {"batch": batch, "is_entering": batch.state == State.APPLYING})
    if request.htmx:  # the work is done: the page is drawn anew
        return HttpResponse(headers={"HX-Refresh": "true"})
    verdict = request.GET.get("verdict", "")
    rows = _shown(batch, verdict)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "batch": batch,
        "lines": lines_of(batch, page.object_list),
        "page_obj": page,
        "counts": counts_of(batch),
        "verdict": verdict,
        "error": import_words.stored_refusal(batch.error),
        "form": EnterForm(initial={"status": batch.status}),
        "is_done": batch.state in DONE,
        "is_final": batch.workshop.state in FINAL,
    }
    return _render(request, batch.workshop, "review", context)


@require_POST
def decide_rows(request, code, pk):
    """The decisions of one page of rows, or one for all that wait."""
    batch = _batch(request, code, pk)
    try:
        if request.POST.get("all") in {"review", "error"}:
            decide_all(batch=batch, verdict=request.POST["all"], decision=request.POST.get("decision", "skip"))
        else:
            decide(batch=batch, decisions=_decisions(request.POST))
    except ImportRefused as refused:
        messages.error(request, import_words.refusal(refused.code))
    return _back(request, batch)


@require_POST
def enter_batch(request, code, pk):
    """Have the list entered; the page shows the work."""
    batch = _batch(request, code, pk)
    form = EnterForm(request.POST)
    try:
        order_entry(batch=batch, status=form.cleaned_data["status"] if form.is_valid() else "")
    except ImportRefused as refused:
        messages.error(request, import_words.refusal(refused.code))
    return redirect("participants:import_batch", code, pk)


@require_POST
def undo_batch(request, code, pk):
    batch = _batch(request, code, pk)
    try:
        count = undo(batch=batch, by=Actor.of(request.user), now=timezone.now())
    except ImportRefused as refused:
        messages.error(request, import_words.refusal(refused.code))
    else:
        text = ngettext("%(n)s person of the list was removed.", "%(n)s persons of the list were removed.", count)
        messages.success(request, text % {"n": count})
    return redirect("participants:import_batch", code, pk)


@require_POST
def discard_batch(request, code, pk):
    batch = _batch(request, code, pk)
    try:
        discard(batch=batch)
    except ImportRefused as refused:
        messages.error(request, import_words.refusal(refused.code))
        return redirect("participants:import_batch", code, pk)
    messages.success(request, _("The list was dropped; nobody was entered."))
    return redirect("participants:import_start", code)


@require_safe
def rows_file(request, code, pk):
    """The rows with their verdicts as a spreadsheet: to be mended and sent again."""
    batch = _batch(request, code, pk)
    now = timezone.now()
    record(by=Actor.of(request.user), now=now, obj=batch.workshop, verb="export_names", office=batch.workshop.office)
    data = import_workbook(batch, _shown(batch, request.GET.get("verdict", "")), rtl=translation.get_language_bidi())
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="list.xlsx"'
    return response


def _workshop(request, code):
    rows = Workshop.objects.visible_to(request.user, "registrations.edit").select_related("office", "venue")
    return get_object_or_404(rows, code=code)


def _batch(request, code, pk):
    batches = ImportBatch.objects.visible_to(request.user).select_related("workshop__office", "workshop__venue", "by")
    return get_object_or_404(batches, workshop__code=code, pk=pk)


def _shown(batch, verdict):
    known = verdict in ImportRow.Verdict.values
    return (batch.rows.filter(verdict=verdict) if known else batch.rows.all()).order_by("number")


def _entered_before(batch):
    """The list of the same content that was entered into this workshop already, if any."""
    others = ImportBatch.objects.filter(workshop=batch.workshop, sha256=batch.sha256, state=State.APPLIED)
    return others.exclude(pk=batch.pk).order_by("-pk").first()


def _decisions(post):
    """{primary key of a row: decision} of the fields "row_<pk>"."""
    names = [name.removeprefix("row_") for name in post if name.startswith("row_")]
    return {int(pk): post[f"row_{pk}"] for pk in names if pk.isascii() and pk.isdigit() and len(pk) < 19}


def _back(request, batch):
    """The page of the list that was left: the filter and the number of the page are kept."""
    response = redirect("participants:import_batch", batch.workshop.code, batch.pk)
    verdict, page = request.POST.get("verdict", ""), request.POST.get("page", "")
    if verdict in ImportRow.Verdict.values or page.isdigit():
        response["Location"] += f"?verdict={verdict}&page={page if page.isdigit() else 1}"
    return response


def _render(request, workshop, name, context):
    frame_ = frame(workshop, request.user, "participants") | SECTION
    return render(request, f"participants/import/{name}.html", frame_ | context)
