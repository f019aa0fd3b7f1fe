"""The institutions invited to one workshop, for the office: the list, one invitation, the spreadsheet."""

from statistics import median

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.history import Actor, entries_for, record
from participants.actions.nominations.inviting import PREPARES, SENDS
from participants.actions.reading import note_reading
from participants.export_nominations import invitations_workbook
from participants.models import Invitation
from participants.queries import nominations as listing
from participants.views.wording import SECTION
from workshops.models import Workshop
from workshops.queries import frame

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATES = [
    ("unsent", _("Not sent yet")),
    ("waiting", _("Waiting for names")),
    ("named", _("Names given")),
    ("endorsed", _("List endorsed")),
    ("withdrawn", _("Invitation withdrawn")),
]


@require_safe
def invitation_list(request, code):
    workshop, now = _readable(request, code), timezone.now()
    q, state = request.GET.get("q", "")[:200], request.GET.get("state", "")
    found = listing.narrowed(listing.invitations_of(workshop), q=q, state=state, sort=request.GET.get("sort", ""))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    may_edit = _editable_by(request.user).filter(pk=workshop.pk).exists()
    note_reading(obj=workshop, office=workshop.office, may_edit=may_edit, by=Actor.of(request.user), now=now, verb="names_read")
    called = listing.substitutes_to_call(workshop)
    days = [lead for _invitation, lead in listing.lead_times(workshop) if lead is not None]
    context = {
        "page_obj": page,
        "rows": [_row(invitation, now) | {"is_called": invitation.pk in called} for invitation in page],
        "q": q,
        "state": state,
        "states": STATES,
        "is_filtered": bool(q or state),
        "lead": round(median(days)) if days else None,
        "answered": len(days),
        "may_invite": may_edit and workshop.state in PREPARES,
    }
    return render(request, "participants/nominations/list.html", frame(workshop, request.user, "nominations") | SECTION | context)


@require_safe
def invitation_detail(request, code, pk):
    workshop, now = _readable(request, code), timezone.now()
    invitation = get_object_or_404(listing.invitations_of(workshop), pk=pk)
    may_edit = _editable_by(request.user).filter(pk=workshop.pk).exists()
    note_reading(obj=invitation, office=workshop.office, may_edit=may_edit, by=Actor.of(request.user), now=now)
    row = _row(invitation, now)
    is_open = workshop.state in SENDS and not row["is_past"]
    context = row | {
        "nominations": listing.list_of(invitation),
        "called": listing.substitutes_to_call(workshop).get(invitation.pk, []),
        "entries": entries_for(invitation)[:PAGE],
        "may_edit": may_edit and invitation.withdrawn_at is None,
        "may_send": may_edit and is_open and invitation.withdrawn_at is None,
    }
    return render(
        request, "participants/nominations/detail.html", frame(workshop, request.user, "nominations") | SECTION | context
    )


@require_safe
def export(request, code):
    workshop = _readable(request, code)
    filters = {name: request.GET.get(name, "")[:200] for name in ("q", "state", "sort")}
    found = listing.narrowed(listing.invitations_of(workshop), **filters)
    record(by=Actor.of(request.user), now=timezone.now(), obj=workshop, verb="export_invitations", office=workshop.office)
    response = HttpResponse(invitations_workbook(found, rtl=translation.get_language_bidi()), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="nominations.xlsx"'
    return response


def editable(request, code, pk):
    """(workshop, invitation) that the user may change, else 404."""
    workshop = get_object_or_404(_editable_by(request.user).select_related("office", "venue"), code=code)
    rows = Invitation.objects.filter(workshop=workshop).select_related("institution", "focal_point")
    invitation = get_object_or_404(rows, pk=pk)
    invitation.workshop = workshop
    return workshop, invitation


def _row(invitation, now):
    """What a row of the list shows of one invitation, the page of which shows the same."""
    today = timezone.localdate(now)
    names = listing.names_of(invitation)
    return {
        "invitation": invitation,
        "institution": invitation.institution.label(invitation.workshop.start),
        "names": names,
        "lead": listing.lead_time(invitation),
        "is_past": today > invitation.deadline,
        "is_late": today > invitation.deadline and not names.nominees and invitation.sent_at is not None,
    }


def _readable(request, code):
    rows = Workshop.objects.visible_to(request.user, "registrations.read").select_related("office", "venue")
    return get_object_or_404(rows, code=code)


def _editable_by(user):
    return Workshop.objects.visible_to(user, "registrations.edit")
