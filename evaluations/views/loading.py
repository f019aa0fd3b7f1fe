"""Loading is authorising: a workshop this user may act on, or 404; and the pages of evaluations beside each other."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from workshops.models import Workshop
from workshops.queries import frame, held

#: what the pages ask for beyond reading
CAPABILITIES = {"evaluations.edit", "evaluations.open", "registrations.read"}


def workshop_for(user, code, capability="evaluations.read"):
    """The workshop `code`, its office at hand, if `user` holds `capability` there."""
    return get_object_or_404(Workshop.objects.visible_to(user, capability).select_related("office"), code=code)


def framed(user, workshop, here):
    """The context of a page of tests: the frame of the workshop, the pages beside this one (`here`), what `user` may do."""
    pages = [
        ("scores", _("Scores"), reverse("evaluations:scores", args=[workshop.code])),
        ("paper", pgettext("a test", "Questions"), reverse("evaluations:paper", args=[workshop.code])),
        ("results", _("Results"), reverse("evaluations:results", args=[workshop.code])),
    ]
    holds = held(workshop, user, CAPABILITIES)
    running = workshop.state != Workshop.State.CLOSED
    context = {
        "sections": pages,
        "section_here": here,
        "may_edit": running and "evaluations.edit" in holds,
        "may_open": running and "evaluations.open" in holds,
        "may_export": "registrations.read" in holds,
    }
    return frame(workshop, user, "scores") | context
