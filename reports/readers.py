"""Who reads a report: which projects one may choose, whose workshops are counted, and whether small cells are shown."""

from dataclasses import dataclass

from django.db.models import F, Max, Q
from django.http import Http404

from accounts import access
from reports.forms import ReportForm
from workshops.models import Project


@dataclass(frozen=True)
class Reader:
    """The projects to choose from, latest held first; the offices counted (None: all); `public`: no small cells."""

    projects: list
    offices: tuple | None
    public: bool


def reader_of(user):
    """The Reader that `user` is: staff count their own offices, a donor viewer the assigned projects. Raises Http404."""
    offices = tuple(access.offices(user, "reports.read").values_list("pk", flat=True))
    projects = Project.objects.visible_to(user)
    if not offices and not projects.exists():
        raise Http404
    held = Q(workshops__state__in=["held", "closed"]) & (Q(workshops__office__in=offices) if offices else Q())
    newest = projects.annotate(newest=Max("workshops__end", filter=held)).order_by(F("newest").desc(nulls_last=True), "-pk")
    return Reader(list(newest), offices or None, public=not offices)


def form_of(query, reader):
    """The form filled from `query` (as of an address), for the first project by default. Raises Http404 for one not visible."""
    by_code = {project.code: project for project in reader.projects}
    code = query.get("project") or next(iter(by_code))
    if code not in by_code:
        raise Http404
    data = {name: query.get(name, "") for name in ("donor", "first", "last")}
    return ReportForm(data, projects=reader.projects, project=by_code[code], offices=reader.offices)


def scope_of(query, reader):
    """The Scope that `query` asks for. Raises Http404 when there is none."""
    form = form_of(query, reader) if reader.projects else None
    if form is None or not form.is_valid():
        raise Http404
    return form.scope
