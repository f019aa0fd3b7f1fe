"""One certificate with what became of it; and the letters that tell all holders."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import may
from accounts.history import Actor, entries_for
from certificates.actions.letters import order_letters
from certificates.models import Certificate
from certificates.snapshot import in_language
from participants.actions.reading import note_reading
from workshops.models import Workshop
from workshops.queries import frame

#: events and history rows shown; the rest is in the workshop's history
MOST = 50


@require_safe
def certificate(request, pk):
    """What it says, its file's SHA-256, its letter, who took the file, and its history."""
    found = Certificate.objects.visible_to(request.user, "certificates.read")
    loaded = found.select_related("workshop__office", "registration", "engagement__facilitator", "successor")
    row = get_object_or_404(loaded, pk=pk)
    may_issue, by = may(request.user, "certificates.issue", row.office_id), Actor.of(request.user)
    note_reading(obj=row.workshop, office=row.office, may_edit=may_issue, by=by, now=timezone.now(), verb="names_read")
    context = {
        "certificate": row,
        "predecessor": Certificate.objects.filter(successor=row).first(),
        "words": in_language(row.snapshot, request.LANGUAGE_CODE),
        "events": row.events.select_related("by").order_by("-at", "-pk")[:MOST],
        "entries": entries_for(row)[:MOST],
        "may_issue": may_issue,
    }
    return render(request, "certificates/certificate.html", frame(row.workshop, request.user, "certificates") | context)


@require_POST
def write_all(request, code):
    """Order a letter to everybody who has a certificate and was not written to."""
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "certificates.issue"), code=code)
    count = order_letters(workshop=workshop, by=Actor.of(request.user), now=timezone.now())
    said = ngettext("%(count)d letter is being written.", "%(count)d letters are being written.", count)
    messages.success(request, said % {"count": count})
    return redirect("certificates:list", code)
