"""The numbers of a workshop without a list of names: by institution and sex, entered and removed by the office."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.history import Actor
from participants.actions.headcounts import COUNTABLE, set_heads
from participants.actions.registrations import Refused
from participants.forms.headcounts import HeadsForm
from participants.models import Registration
from participants.queries.headcounts import heads_of, total_of
from participants.views.wording import SECTION, refusal_text
from workshops.models import Workshop
from workshops.queries import frame


@require_http_methods(["GET", "HEAD", "POST"])
def heads_page(request, code):
    """What was counted, and the form for one more institution; one that is in the table is replaced."""
    capability = "registrations.edit" if request.method == "POST" else "registrations.read"
    workshop = _workshop(request, code, capability)
    form = HeadsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            set_heads(workshop=workshop, **form.cleaned_data, by=Actor.of(request.user), now=timezone.now())
        except Refused as refused:
            form.add_error(None, refusal_text(refused.code))
        else:
            messages.success(request, _("The numbers were saved."))
            return redirect("participants:heads", code=workshop.code)
    heads = heads_of(workshop)
    context = {"form": form, "heads": heads, "total": total_of(heads), "is_countable": workshop.state in COUNTABLE}
    context["is_named"] = Registration.objects.confirmed().filter(workshop=workshop).exists()
    may_edit = Workshop.objects.visible_to(request.user, "registrations.edit").filter(pk=workshop.pk).exists()
    context["may_edit"] = may_edit and context["is_countable"]
    return render(request, "participants/heads.html", frame(workshop, request.user, "participants") | SECTION | context)


@require_POST
def heads_remove(request, code):
    """Take the numbers of one institution back."""
    workshop = _workshop(request, code, "registrations.edit")
    institution = _institution(workshop, request.POST.get("institution", ""))
    try:
        set_heads(workshop=workshop, institution=institution, persons={}, by=Actor.of(request.user), now=timezone.now())
    except Refused as refused:
        messages.error(request, refusal_text(refused.code))
    else:
        messages.success(request, _("The numbers were removed."))
    return redirect("participants:heads", code=workshop.code)


def _institution(workshop, wanted):
    """The institution of the table with the primary key `wanted` (a text), None for the line without one. Raises Http404."""
    known = {str(line.institution.pk): line.institution for line in heads_of(workshop) if line.institution} | {"": None}
    if wanted not in known:
        raise Http404
    return known[wanted]


def _workshop(request, code, capability):
    rows = Workshop.objects.visible_to(request.user, capability).select_related("office", "venue")
    return get_object_or_404(rows, code=code)
