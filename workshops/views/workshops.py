"""The list of workshops, planning one, changing its plan, its history."""

from copy import copy

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.history import Actor, entries_for
from workshops.actions.workshops import PlanRefused, edit_workshop, plan_workshop
from workshops.forms.rules import RuleForm, terms_of
from workshops.forms.workshops import WorkshopForm
from workshops.models import CertificateRule, Project, Workshop
from workshops.queries import frame, history_rows, matching, rule_in_force
from workshops.refusals import in_words

PER_PAGE = 50
#: the field beside which a refused plan is told
_FIELDS = {"sessions_overlap": "attendance_unit", "seats_taken": "capacity"}


class FilterForm(forms.Form):
    """The filters of the list, as they stand in the address; what cannot be read does not narrow."""

    q = forms.CharField(required=False, max_length=200)
    state = forms.ChoiceField(required=False, choices=[("", ""), *Workshop.State.choices])
    year = forms.IntegerField(required=False, min_value=1990, max_value=2100)
    project = forms.ModelChoiceField(required=False, queryset=Project.objects.all())

    def chosen(self):
        self.is_valid()
        data = self.cleaned_data
        return {
            "text": data.get("q", ""),
            "state": data.get("state", ""),
            "year": data.get("year"),
            "project": data.get("project"),
        }


@require_safe
def workshop_list(request):
    visible = Workshop.objects.visible_to(request.user)
    chosen = FilterForm(request.GET).chosen()
    found = matching(visible, **chosen).select_related("office", "project", "venue").order_by("-start", "code")
    context = {
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "narrowed": any(chosen.values()),
        "states": Workshop.State.choices,
        "years": sorted({day.year for day in visible.values_list("end", flat=True).distinct()}, reverse=True),
        "projects": Project.objects.filter(pk__in=visible.values("project")).order_by("code"),
        "may_plan": access.may_anywhere(request.user, "workshops.edit"),
    }
    return render(request, "workshops/workshop_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def workshop_create(request):
    if not access.may_anywhere(request.user, "workshops.edit"):
        raise Http404
    form = WorkshopForm(
        request.POST if request.method == "POST" else None, user=request.user, initial=_begin(request.GET.get("project"))
    )
    rule_form = RuleForm(
        request.POST if request.method == "POST" else None, prefix="rule", rule=_copied_rule(request.GET.get("project"))
    )
    own_rule = bool(request.POST.get("own_rule"))
    if request.method == "POST" and form.is_valid() and (not own_rule or rule_form.is_valid()):
        rule = rule_form.terms() if own_rule else terms_of(rule_in_force(form.cleaned_data["project"]) or CertificateRule())
        try:
            workshop = plan_workshop(**form.plan(), rule=rule, by=Actor.of(request.user), now=timezone.now())
        except PlanRefused as refused:
            form.add_error("code", in_words(refused))
        else:
            messages.success(request, _("The workshop is planned as a draft. Next: its programme."))
            return redirect("workshops:programme", code=workshop.code)
    if not own_rule and rule_form.is_bound:
        rule_form = RuleForm(prefix="rule")
    context = {"form": form, "rule_form": rule_form, "own_rule": own_rule}
    return render(request, "workshops/workshop_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def workshop_edit(request, code):
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "workshops.edit"), code=code)
    form = WorkshopForm(request.POST if request.method == "POST" else None, instance=copy(workshop), user=request.user)
    rule_form = RuleForm(
        request.POST if request.method == "POST" else None,
        prefix="rule",
        rule=CertificateRule.objects.filter(workshop=workshop).first(),
    )
    if request.method == "POST" and all([form.is_valid(), rule_form.is_valid()]):
        try:
            edit_workshop(workshop=workshop, **form.plan(), rule=rule_form.terms(), by=Actor.of(request.user), now=timezone.now())
        except PlanRefused as refused:
            form.add_error(_FIELDS.get(refused.code, "start"), in_words(refused))
        else:
            messages.success(request, _("The workshop was changed."))
            return redirect("reports:workshop", code=workshop.code)
    context = frame(workshop, request.user, "edit") | {"form": form, "rule_form": rule_form, "own_rule": True}
    return render(request, "workshops/workshop_form.html", context)


@require_safe
def workshop_history(request, code):
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "history.read"), code=code)
    page = Paginator(entries_for(workshop), PER_PAGE).get_page(request.GET.get("page"))
    context = frame(workshop, request.user, "history") | {"page_obj": page, "rows": history_rows(page)}
    return render(request, "workshops/history.html", context)


def _begin(code):
    """What a new workshop begins with: the project it was asked from."""
    project = _asked(code)
    return {"project": project} if project else {}


def _copied_rule(code):
    project = _asked(code)
    return rule_in_force(project) if project else None


def _asked(code):
    return Project.objects.filter(code=(code or "").replace("\0", "")).first()
