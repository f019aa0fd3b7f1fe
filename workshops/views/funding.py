"""Who pays for a workshop, in which shares, and what it cost."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.history import Actor
from workshops.actions.funding import FundingRefused, set_funding
from workshops.forms.funding import FundingForms
from workshops.models import Workshop
from workshops.queries import frame, money_by_share
from workshops.refusals import in_words


@require_safe
def funding(request, code):
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "reports.read"), code=code)
    context = frame(workshop, request.user, "funding") | money_by_share(workshop)
    context["lines"] = workshop.cost_lines.order_by("position", "id")
    return render(request, "workshops/funding.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def funding_edit(request, code):
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "workshops.edit"), code=code)
    forms, refusal = FundingForms(workshop, request.POST or None), ""
    if request.method == "POST" and forms.is_valid():
        try:
            set_funding(workshop=workshop, **forms.values(), by=Actor.of(request.user), now=timezone.now())
        except FundingRefused as refused:
            refusal = in_words(refused)
        else:
            messages.success(request, _("The funding was saved."))
            return redirect("workshops:funding", code=code)
    context = frame(workshop, request.user, "funding") | {"forms": forms, "refusal": refusal}
    return render(request, "workshops/funding_form.html", context)
