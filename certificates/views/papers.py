"""Papers that are no certificate: one person's preview, and those printed beforehand for the closing ceremony."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import may
from accounts.history import Actor
from certificates.actions.issuing import NotEligible
from certificates.actions.printing import print_beforehand
from certificates.preview import render_preview
from certificates.queries import candidates, obstacle_to_printing
from certificates.reasons import OBSTACLES, refusal
from participants.actions.reading import note_reading
from participants.models import Registration
from workshops.models import Workshop
from workshops.queries import frame


@require_safe
def preview(request, code, registration):
    """The PDF of one person as it would be today: without a number, and marked."""
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "certificates.read"), code=code)
    person = get_object_or_404(Registration.objects.confirmed().filter(workshop=workshop), pk=registration)
    row = candidates(workshop, Registration.objects.filter(pk=person.pk))[0]
    made = render_preview(row, workshop, timezone.now())
    if isinstance(made, Exception):
        messages.error(request, refusal(made))
        return redirect("certificates:list", code)
    may_issue, by = may(request.user, "certificates.issue", workshop.office_id), Actor.of(request.user)
    note_reading(obj=workshop, office=workshop.office, may_edit=may_issue, by=by, now=timezone.now(), verb="names_read")
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="preview.pdf"'
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def beforehand(request, code):
    """What printing beforehand means, then the batch of papers."""
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "certificates.issue"), code=code)
    if request.method == "POST":
        try:
            batch = print_beforehand(workshop=workshop, by=Actor.of(request.user), now=timezone.now())
        except NotEligible as refusal:
            messages.error(request, OBSTACLES[refusal.code])
            return redirect("certificates:list", code)
        if batch:
            return redirect("certificates:batch", batch.pk)
        messages.info(request, _("There is nobody to print for."))
        return redirect("certificates:list", code)
    people = candidates(workshop)
    context = {
        "obstacle": OBSTACLES.get(obstacle_to_printing(workshop), ""),
        "to_print": sum(not row.certificate and not row.revoked for row in people),
        "printed": sum(row.reserved is not None for row in people),
    }
    return render(request, "certificates/beforehand.html", frame(workshop, request.user, "certificates") | context)
