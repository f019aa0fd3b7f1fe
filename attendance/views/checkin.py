"""At the door: choosing a register, and the page a phone keeps for it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from attendance.queries import door
from attendance.views.phone import phone_page, register_label
from participants.actions.links import token_hash
from workshops.models import Workshop


@require_safe
def checkin(request):
    """The registers of today, then those of the days around, at which this user may record."""
    if not door.may_check_in(request.user):
        raise Http404
    workshops = Workshop.objects.visible_to(request.user, "attendance.record")
    found = door.around(workshops, timezone.now())
    context = {name: [(row, register_label(row)) for row in rows] for name, rows in found.items()}
    return render(request, "attendance/checkin/choose.html", context)


@require_safe
def checkin_register(request, register):
    """The page of one register for somebody signed in."""
    workshops = Workshop.objects.visible_to(request.user, "attendance.record")
    register = get_object_or_404(door.registers().filter(workshop__in=workshops), pk=register)
    return phone_page(request, register=register, **_addresses(register))


@login_not_required
@require_safe
def checkin_device(request, token):
    """The page of one register for a helper with a link. One that has ended opens a page that says so and names nothing."""
    link = door.link_of(token_hash(token))
    if link is None:
        raise Http404
    if link.revoked_at or timezone.now() >= link.expires_at:
        return render(request, "attendance/checkin/ended.html", status=410)
    return phone_page(request, register=link.register, token=token, **_addresses(link.register))


def _addresses(register):
    """Where the page of `register` asks and sends."""
    return {
        "people_url": reverse("attendance:api_people", args=[register.pk]),
        "records_url": reverse("attendance:api_records", args=[register.pk]),
    }
