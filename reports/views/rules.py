"""A new version of a project's rule, or of a donor's in it: its effect is shown before it is in force."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import access
from accounts.history import Actor
from certificates.rules import Terms
from reports.effects import effects_of
from workshops.actions.projects import add_rule
from workshops.forms.rules import RuleForm
from workshops.models import Project, Rule


@require_http_methods(["GET", "HEAD", "POST"])
def rule_add(request, code):
    """`?donor=` says whose rule, without it the project's own. What is put in force is what was shown, nothing else."""
    if not access.may_anywhere(request.user, "projects.edit"):
        raise Http404
    project = get_object_or_404(Project, code=code)
    donor = _donor(request, project)
    newest = project.rules.filter(donor=donor).order_by("-version").first()
    form = RuleForm(request.POST if request.method == "POST" else None, rule=newest)
    context = {"form": form, "project": project, "donor": donor, "section": "projects"}
    if request.method == "POST" and form.is_valid():
        terms = form.terms()
        if request.POST.get("shown") == _seal(terms):
            rule = add_rule(project=project, donor=donor, terms=terms, by=Actor.of(request.user), now=timezone.now())
            messages.success(request, _("Version %(version)s of the rule is in force.") % {"version": rule.version})
            return redirect("workshops:project", code=project.code)
        context |= {"shown": _seal(terms), **_effects(request.user, project, donor, terms)}
    return render(request, "reports/rule_form.html", context)


def _donor(request, project):
    key = request.GET.get("donor", "").replace("\0", "")
    return get_object_or_404(project.donors, key=key) if key else None


def _seal(terms):
    """The terms in one line: the button that puts them in force says which ones were shown."""
    return " ".join(f"{name}={value}" for name, value in sorted(terms.items()))


def _effects(user, project, donor, terms):
    """What the page shows: each workshop of the user's offices, those of other offices as one line, all persons once."""
    found = effects_of(project, donor, Terms.of(Rule(**terms)))
    own = set(access.offices(user, "reports.read").values_list("code", flat=True))
    others = [row for row in found.rows if row.workshop.office not in own]
    return {
        "effects": found,
        "rows": [_row(row) for row in found.rows if row.workshop.office in own],
        "others": {"count": len(others)} | _numbers(others) if others else None,
        "total": _numbers([found]),
    }


def _row(row):
    return {"title": row.workshop.title, "code": row.workshop.code} | _numbers([row])


def _numbers(rows):
    """The sums of `rows` as the page prints them; no number before, and no change, where no rule was in force."""
    attended, after = sum(row.attended for row in rows), sum(row.after for row in rows)
    before = None if any(row.before is None for row in rows) else sum(row.before for row in rows)
    return {"attended": attended, "before": before, "after": after, "change": "–" if before is None else _signed(after - before)}


def _signed(number):
    return f"{number:+}".replace("-", "\u2212") if number else "0"
