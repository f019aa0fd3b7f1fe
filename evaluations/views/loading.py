"""Loading is authorising: a workshop this user may act on, or 404; and the pages of evaluations beside each other."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from evaluations.queries.assessments import is_settled
from evaluations.views import words
from workshops.models import Workshop
from workshops.queries import frame, held

#: what the pages ask for beyond reading
CAPABILITIES = {"evaluations.edit", "evaluations.open", "registrations.read"}


def workshop_for(user, code, capability="evaluations.read"):
    """The workshop `code`, its office at hand, if `user` holds `capability` there."""
    return get_object_or_404(Workshop.objects.visible_to(user, capability).select_related("office"), code=code)


def sent_back(request, workshop):
    """The way back from a form about a paper that can change no more, with the reason; None where it can, and for a POST,
    which the action answers."""
    code = "closed" if workshop.state == Workshop.State.CLOSED else "settled" if is_settled(workshop) else ""
    if not code or request.method == "POST":
        return None
    messages.error(request, words.paper_refused(code))
    return redirect("evaluations:paper", workshop.code)


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
        "may_score": "evaluations.edit" in holds,
        "may_export": "registrations.read" in holds,
    }
    return frame(workshop, user, "scores") | context
