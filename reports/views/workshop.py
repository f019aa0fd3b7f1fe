"""The overview of one workshop."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.overview import overview
from workshops.models import Workshop
from workshops.queries import frame


@require_safe
def workshop(request, code):
    """Where a workshop stands and what it needs next, for everybody who may read it."""
    rows = Workshop.objects.visible_to(request.user).select_related("office", "project", "venue", "region", "certificate_rule")
    found = get_object_or_404(rows, code=code)
    context = frame(found, request.user, "overview") | {"section": "workshops"}
    return render(request, "reports/workshop.html", context | overview(found, context["may"], timezone.now()))
