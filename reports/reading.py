"""Who reads reports, and how far: staff their own offices, a donor viewer the assigned projects, without small cells."""

from dataclasses import dataclass

from django.db.models import F, Max, Q
from django.http import Http404

from accounts import access
from reports.forms import EVERY, ReportForm
from workshops.models import Project


@dataclass(frozen=True)
class Reader:
    """`projects` to choose from, latest held first; the `offices` counted (None: all); `public`: figures for publication."""

    projects: list
    offices: list | None
    public: bool

    def limits(self, projects):
        """What `reports.scope.find_scope` is told about this reader, who chose `projects` (none: all there are to choose)."""
        if not self.public:
            return {"project": projects or None, "offices": self.offices}
        return {"project": projects or self.projects, "offices": None, "known": tuple(project.pk for project in self.projects)}


def reader_of(user):
    """The Reader that `user` is. Raises Http404 for somebody who reads no report."""
    offices = list(access.offices(user, "reports.read").order_by("code"))
    projects = Project.objects.visible_to(user)
    if not offices and not projects.exists():
        raise Http404
    held = Q(workshops__state__in=["held", "closed"]) & (Q(workshops__office__in=offices) if offices else Q())
    newest = projects.annotate(newest=Max("workshops__end", filter=held)).order_by(F("newest").desc(nulls_last=True), "-pk")
    return Reader(list(newest), offices or None, public=not offices)


def form_of(query, reader):
    """The form filled from `query` (of an address), for the first project by default. Raises Http404 for one not visible."""
    by_code = {project.code: project for project in reader.projects}
    codes = [code for code in query.getlist("project") if code] or [next(iter(by_code))]
    if EVERY in codes:
        projects = []
    elif set(codes) <= by_code.keys():
        projects = [by_code[code] for code in dict.fromkeys(codes)]
    else:
        raise Http404
    data = {name: query.get(name, "") for name in ("donor", "office", "topic", "first", "last")}
    return ReportForm(data, reader=reader, projects=projects)


def scope_of(query, reader):
    """The Scope that `query` asks for. Raises Http404 when there is none."""
    form = form_of(query, reader) if reader.projects else None
    if form is None or not form.is_valid():
        raise Http404
    return form.scope
