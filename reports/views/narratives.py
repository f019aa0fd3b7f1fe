"""Narrative reports: the list, those of one workshop, starting, reading and writing one, its files."""

from functools import reduce
from operator import or_

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.history import Actor
from accounts.models import Language
from participants.actions.reading import note_reading
from reports import narrating
from reports.models import Narrative
from reports.narrative_files import FILES
from reports.narrative_forms import NarrativeFilter, NarrativeForm, StartForm, of_narrative
from reports.narrative_paper import paper_of, section_titles
from workshops.models import Project, Workshop
from workshops.queries import frame

PER_PAGE = 50


@require_safe
def narratives(request):
    """Every narrative report of the user's offices, the last written first."""
    if not access.may_anywhere(request.user, "reports.read"):
        raise Http404
    chosen = NarrativeFilter(request.GET).chosen()
    found = _matching(Narrative.objects.visible_to(request.user), **chosen)
    rows = found.select_related("office", "workshop", "project", "updated_by").order_by("-updated_at", "-pk")
    context = {
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "narrowed": any(chosen.values()),
        "languages": Language.choices,
        "may_edit": access.may_anywhere(request.user, "reports.edit"),
    }
    return render(request, "reports/narratives/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def workshop_report(request, code):
    """The reports of one workshop, one in each language; a post starts one."""
    capability = "reports.edit" if request.method == "POST" else "reports.read"
    rows = Workshop.objects.visible_to(request.user, capability).select_related("office", "project", "venue")
    workshop = get_object_or_404(rows, code=code)
    if request.method == "POST":
        language = request.POST.get("language")
        if language not in Language.values:
            return redirect("reports:workshop_report", code)
        by, now = Actor.of(request.user), timezone.now()
        made = narrating.start(office=workshop.office, workshop=workshop, language=language, by=by, now=now)
        return redirect("reports:narrative_edit", made.pk)
    written = {row.language: row for row in workshop.narratives.select_related("updated_by")}
    context = frame(workshop, request.user, "report") | {
        "languages": [(code_, name, written.get(code_)) for code_, name in Language.choices],
        "may_edit": access.may(request.user, "reports.edit", workshop.office),
        "counted": workshop.state in (Workshop.State.HELD, Workshop.State.CLOSED),
    }
    return render(request, "reports/narratives/of_workshop.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def narrative_start(request):
    """Start a report on the workshops of a project."""
    offices = access.offices(request.user, "reports.edit").order_by("code")
    if not offices:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    projects = Project.objects.visible_to(request.user).order_by("code")
    initial = {
        "language": translation.get_language()[:2],
        "project": projects.filter(code=_clean(request.GET.get("project"))).first(),
    }
    form = StartForm(posted, projects=projects, offices=offices, initial=initial)
    if posted is not None and form.is_valid():
        made = narrating.start(**form.cleaned_data, by=Actor.of(request.user), now=timezone.now())
        return redirect("reports:narrative_edit", made.pk)
    return render(request, "reports/narratives/start.html", {"form": form})


@require_safe
@never_cache
def narrative(request, pk):
    """One narrative report, read in its own language."""
    shown = _visible(request.user, pk)
    _note_names(request.user, shown)
    paper = paper_of(shown, timezone.now())
    may_edit = access.may(request.user, "reports.edit", shown.office)
    context = {"narrative": shown, "paper": paper, "may_edit": may_edit, "direction": _direction(shown)}
    return render(request, "reports/narratives/read.html", context)


@require_safe
@never_cache
def narrative_file(request, pk, ending):
    """A narrative report as PDF or DOCX."""
    shown = _visible(request.user, pk)
    if ending not in FILES:
        raise Http404
    _note_names(request.user, shown)
    make, media_type = FILES[ending]
    content = make(paper_of(shown, timezone.now()))
    subject = shown.workshop.code if shown.workshop else shown.project.code
    name = slugify(f"report-{subject}-{shown.language}".replace(".", "-"))
    return HttpResponse(content, media_type, headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def narrative_edit(request, pk):
    """Write a narrative report beside its figures. A save by itself (X-Autosave) is answered in JSON."""
    shown = _visible(request.user, pk, "reports.edit")
    form = _form(shown, request.POST if request.method == "POST" else None)
    saved, meanwhile = _saved(request, shown, form) if request.method == "POST" else (None, None)
    if request.method == "POST" and "X-Autosave" in request.headers:
        return _answer(saved, meanwhile)
    if saved:
        messages.success(request, _("The report is saved."))
        return redirect("reports:narrative", saved.pk)
    paper = paper_of(shown, timezone.now())
    context = {"narrative": shown, "form": form, "paper": paper, "meanwhile": meanwhile, "rows": _rows(form, paper, meanwhile)}
    return render(request, "reports/narratives/edit.html", context, status=409 if meanwhile else 200)


def _saved(request, narrative, form):
    """(the narrative as saved, None), or (None, what somebody else saved meanwhile); two Nones for a form with faults."""
    if not form.is_valid():
        return None, None
    order = {"values": form.values(), "revision": form.cleaned_data["revision"]}
    try:
        return narrating.write(narrative=narrative, **order, by=Actor.of(request.user), now=timezone.now()), None
    except narrating.NarrativeRefused:
        return None, _meanwhile(narrative, form)


def _answer(saved, meanwhile):
    """The answer to a save by itself."""
    if saved:
        return JsonResponse({"revision": saved.revision})
    return JsonResponse({"code": "stale" if meanwhile else "invalid"}, status=409 if meanwhile else 400)


def _form(narrative, posted):
    return NarrativeForm(
        posted, initial=of_narrative(narrative), titles=section_titles(narrative), direction=_direction(narrative)
    )


def _meanwhile(narrative, form):
    """What somebody else saved since this form was opened: who, when, and {field: text} where it differs from what is typed.

    The form stays as typed, over the revision there is now: to save again is to have read the other's words.
    """
    narrative.refresh_from_db()
    form.data = form.data.copy()
    form.data["revision"] = narrative.revision
    typed = form.values()
    other = {name: value for name, value in of_narrative(narrative).items() if name in typed and value != typed[name]}
    return {"by": narrative.updated_by, "at": narrative.updated_at, "texts": other}


def _rows(form, paper, meanwhile):
    """[(field, tables beside it, what somebody else wrote there meanwhile)]."""
    tables = {section.field: section.tables for section in paper.sections}
    other = meanwhile["texts"] if meanwhile else {}
    return [(field, tables.get(field.name, ()), other.get(field.name)) for field in form.sections()]


def _note_names(user, narrative):
    """The trace of who read the annex of names."""
    if narrative.lists_names:
        may_edit = access.may(user, "registrations.edit", narrative.office)
        note_reading(obj=narrative, office=narrative.office, may_edit=may_edit, by=Actor.of(user), now=timezone.now())


def _direction(narrative):
    return "rtl" if narrative.language == "ar" else "ltr"


def _matching(rows, *, q="", language=""):
    for word in _clean(q).split()[:6]:
        fields = (
            "title",
            "workshop__code",
            "project__code",
            "workshop__project__code",
            "workshop__title_en",
            "workshop__title_fr",
        )
        rows = rows.filter(reduce(or_, (Q(**{f"{field}__icontains": word}) for field in (*fields, "workshop__title_ar"))))
    return rows.filter(language=language) if language else rows


def _visible(user, pk, capability="reports.read"):
    rows = Narrative.objects.visible_to(user, capability).select_related(
        "office", "project", "workshop__project", "workshop__venue"
    )
    return get_object_or_404(rows.select_related("updated_by"), pk=pk)


def _clean(text):
    return (text or "").replace("\0", "")
