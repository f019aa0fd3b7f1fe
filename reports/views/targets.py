"""The targets of a project: what was promised, what is reached, and why not."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import access
from accounts.history import Actor
from accounts.templatetags.ui import page_language
from reports.actions import build_report
from reports.payload import build_payload
from reports.printable import Printable
from reports.rules.targets import as_json
from reports.scope import find_scope
from reports.tables.targets import targets as table_of
from reports.target_form import TargetFormSet, initial_of
from reports.targeting import aims_of, set_targets
from workshops.models import Project


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def targets(request, code):
    """Read by who reads reports of an office, set by who edits projects; see `_payload` for the figures."""
    if not access.may_anywhere(request.user, "reports.read"):
        raise Http404
    project, may_edit = get_object_or_404(Project, code=code), access.may_anywhere(request.user, "projects.edit")
    form = _form(request, project) if may_edit else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            set_targets(project=project, aims=form.aims(), by=Actor.of(request.user), now=timezone.now())
            messages.success(request, _("The targets were saved."))
            return redirect("reports:targets", code=project.code)
    table = table_of(Printable(_payload(request.user, project), page_language()))
    context = {"project": project, "form": form, "table": table, "section": "projects"}
    return render(request, "reports/targets.html", context)


def _payload(user, project):
    """What the user's own offices reached; not known where others count too: the targets then stand alone."""
    scope = find_scope(project=project, offices=access.offices(user, "reports.read"))
    payload = build_payload(build_report(scope, now=timezone.now()))
    alone = {aim.indicator: as_json(aim, {}) for aim in aims_of(project)}
    return payload | {"report": {"targets": alone} | payload["report"]}


def _form(request, project):
    data = request.POST if request.method == "POST" else None
    return TargetFormSet(data, initial=initial_of(aims_of(project)), prefix="targets")
