"""Projects, their donors, and the rules that say who counts as trained."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.history import Actor
from workshops.actions.projects import add_donor, save_project
from workshops.actions.publication import save_publication
from workshops.forms.projects import DonorForm, ProjectForm
from workshops.forms.publication import PublicationForm
from workshops.models import Project, Workshop
from workshops.queries import matching_projects, rules_of

PER_PAGE = 50


@require_safe
def project_list(request):
    visible = Project.objects.visible_to(request.user)
    if not access.may_anywhere(request.user, "reports.read") and not visible.exists():
        raise Http404
    text = request.GET.get("q", "").replace("\0", "")[:200]
    found = matching_projects(visible, text).prefetch_related("donors").order_by("code")
    context = {
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "text": text,
        "may_edit": access.may_anywhere(request.user, "projects.edit"),
    }
    return render(request, "workshops/project_list.html", context)


@require_safe
def project(request, code):
    shown = get_object_or_404(Project.objects.visible_to(request.user), code=code)
    workshops = Workshop.objects.visible_to(request.user).filter(project=shown)
    found = workshops.prefetch_related("funding__donor").order_by("-start", "code")
    context = {
        "project": shown,
        "rules": rules_of(shown),
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "may_edit": access.may_anywhere(request.user, "projects.edit"),
        "may_report": access.may_anywhere(request.user, "reports.read"),
    }
    return render(request, "workshops/project.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def project_create(request):
    _editors_only(request.user)
    return _save(request, ProjectForm(request.POST if request.method == "POST" else None), None)


@require_http_methods(["GET", "HEAD", "POST"])
def project_edit(request, code):
    _editors_only(request.user)
    changed = get_object_or_404(Project, code=code)
    return _save(request, ProjectForm(request.POST if request.method == "POST" else None, instance=changed), changed)


@require_http_methods(["GET", "HEAD", "POST"])
def project_publication(request, code):
    """What the project's IATI file says of it."""
    _editors_only(request.user)
    changed = get_object_or_404(Project, code=code)
    form = PublicationForm(request.POST if request.method == "POST" else None, instance=changed)
    if request.method == "POST" and form.is_valid():
        save_publication(**form.values(), project=changed, by=Actor.of(request.user), now=timezone.now())
        messages.success(request, _("The data for IATI were saved."))
        return redirect("workshops:project", code=changed.code)
    context = {"form": form, "project": changed, "section": "projects"}
    return render(request, "workshops/project_publication.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def donor_create(request):
    """A new donor; `?project=` is where it is wanted, and where one returns to."""
    _editors_only(request.user)
    wanted = Project.objects.filter(code=request.GET.get("project", "").replace("\0", "")).first()
    form = DonorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        add_donor(values=form.values(), project=wanted, by=Actor.of(request.user), now=timezone.now())
        messages.success(request, _("The donor was added."))
        return redirect("workshops:project", code=wanted.code) if wanted else redirect("workshops:project_list")
    return render(request, "workshops/donor_form.html", {"form": form, "project": wanted, "section": "projects"})


def _editors_only(user):
    if not access.may_anywhere(user, "projects.edit"):
        raise Http404


def _save(request, form, changed):
    if request.method == "POST" and form.is_valid():
        saved = save_project(**form.values(), project=changed, by=Actor.of(request.user), now=timezone.now())
        messages.success(request, _("The project was saved."))
        return redirect("workshops:project", code=saved.code)
    return render(request, "workshops/project_form.html", {"form": form, "project": changed})
