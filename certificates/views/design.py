"""The design of one workshop's certificates, tried on somebody while it is chosen."""

from csp.constants import SELF
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST

from accounts.history import Actor
from certificates.actions.designing import set_design
from certificates.designs import design_of, earlier_of, facts_of, logo_holders, signatories_of
from certificates.forms_paper import DesignForm
from certificates.preview import LONGEST_INSTITUTION, LONGEST_NAME, SHORTEST_NAME, people_to_try, render_design
from certificates.reasons import refusal
from workshops.models import Workshop
from workshops.queries import frame

EXAMPLES = (
    (LONGEST_NAME, gettext_lazy("the longest name")),
    (LONGEST_INSTITUTION, gettext_lazy("the longest institution")),
    (SHORTEST_NAME, gettext_lazy("the shortest name")),
)


@require_http_methods(["GET", "HEAD", "POST"])
def design(request, code):
    """What the certificates look like: layout, languages, who signs, logos; beside it the paper as it would be."""
    workshop = _workshop(request, code)
    current = design_of(workshop)
    earlier = None if current.pk else earlier_of(workshop)
    like = earlier if earlier and request.GET.get("like") == earlier.workshop.code else None
    form = DesignForm(request.POST or None, instance=current, like=like)
    if request.method == "POST" and form.is_valid():
        by, now = Actor.of(request.user), timezone.now()
        set_design(workshop=workshop, values=form.values, signatories=form.signatories, by=by, now=now)
        messages.success(request, _("The design is saved: certificates issued from now on have it."))
        return redirect("certificates:design", code)
    participants, facilitators = people_to_try(workshop)
    context = {
        "form": form,
        "earlier": None if like else earlier,
        "examples": EXAMPLES,
        "participants": participants,
        "facilitators": facilitators,
        "has_signatories": bool(signatories_of(form.instance)),
        "without_logo": [str(row) for key, row in logo_holders(workshop).items() if key not in form.holders],
        "has_certificates": workshop.certificates.current().exists(),
    }
    response = render(request, "certificates/design.html", frame(workshop, request.user, "certificates") | context)
    response._csp_update = {"frame-src": [SELF]}  # what csp.decorators.csp_update sets
    return response


@require_POST
@xframe_options_sameorigin
def design_preview(request, code):
    """The paper in the design that is typed, of the person chosen, or a sentence why there is none; kept nowhere."""
    workshop = _workshop(request, code)
    form = DesignForm(request.POST, instance=design_of(workshop))
    if form.is_valid():
        facts = facts_of(_tried(form), form.signatories)
        made = render_design(workshop, facts, request.POST.get("who", ""), timezone.now())
    if not form.is_valid():
        faults = [f"{form.fields[name].label}: {error}" for name, errors in form.errors.items() for error in errors]
        response = render(request, "certificates/preview_refused.html", {"faults": faults}, status=400)
    elif isinstance(made, Exception):
        response = render(request, "certificates/preview_refused.html", {"faults": [refusal(made)]}, status=400)
    else:
        response = HttpResponse(made, content_type="application/pdf")
        response["Content-Disposition"] = 'inline; filename="preview.pdf"'
    response._csp_replace = {"frame-ancestors": [SELF]}
    patch_cache_control(response, private=True, no_store=True)
    return response


def _tried(form):
    """The design that is typed, not kept."""
    for name, value in form.values.items():
        setattr(form.instance, name, value)
    return form.instance


def _workshop(request, code):
    workshops = Workshop.objects.visible_to(request.user, "certificates.issue").select_related("office", "venue", "project")
    return get_object_or_404(workshops, code=code)
