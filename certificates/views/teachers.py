"""The certificates of those who taught, for the office; and a facilitator's own page, opened by a signed link."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import may
from accounts.history import Actor
from certificates.actions.issuing import NotEligible
from certificates.actions.teaching import issue_to_teachers
from certificates.actions.writing import open_teacher_link
from certificates.holders import downloads, teachers
from certificates.queries import obstacle
from certificates.reasons import OBSTACLES
from certificates.views.files import taken
from certificates.views.public import public
from workshops.models import Workshop
from workshops.queries import frame


@require_safe
def teacher_list(request, code):
    """Who taught, and their certificates."""
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "certificates.read"), code=code)
    rows = teachers(workshop)
    context = {
        "rows": _words(rows),
        "due": sum(row.due for row in rows),
        "obstacle": OBSTACLES.get(obstacle(workshop), ""),
        "may_issue": may(request.user, "certificates.issue", workshop.office_id),
    }
    return render(request, "certificates/teachers.html", frame(workshop, request.user, "certificates") | context)


def _words(rows):
    """What the list says of each Teacher."""
    taken = downloads([row.certificate for row in rows if row.certificate])
    said = [{"engagement": row.engagement, "certificate": row.certificate, "revoked": row.revoked} for row in rows]
    return [row | {"downloaded": taken.get(row["certificate"].pk) if row["certificate"] else None} for row in said]


@require_POST
def issue_teachers(request, code):
    """Issue to the facilitators ticked, else to everybody who has none; then the page of the batch."""
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "certificates.issue"), code=code)
    only = {int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal() and len(pk) < 19} or None
    try:
        batch = issue_to_teachers(workshop=workshop, by=Actor.of(request.user), now=timezone.now(), only=only)
    except NotEligible as refusal:
        messages.error(request, OBSTACLES[refusal.code])
        return redirect("certificates:teachers", code)
    if batch is None:
        messages.info(request, _("Every facilitator has a certificate already."))
        return redirect("certificates:teachers", code)
    return redirect("certificates:batch", batch.pk)


@public
def teacher_page(request, token):
    """A facilitator's own certificate: where it stands, and the way to the file."""
    certificate = open_teacher_link(token)
    if certificate is None:
        return render(request, "certificates/own_gone.html", status=404)
    context = {"certificate": certificate, "workshop": certificate.workshop, "token": token}
    return render(request, "certificates/teacher.html", context)


@public
def teacher_file(request, token):
    """The stored PDF of a facilitator's certificate in force."""
    certificate = open_teacher_link(token)
    if certificate is None or certificate.state != "issued" or not certificate.stored_at:
        raise Http404
    return taken(request, certificate)
