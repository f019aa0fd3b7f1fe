"""The office's side of the door: links for helpers, what telephones sent, and what becomes of the doubtful."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.history import Actor, record
from attendance import actions, export_door, queries, words
from attendance.forms import DeviceForm, SettleForm
from attendance.models import DeviceLink, Scan
from attendance.queries import door
from attendance.views.filtering import number
from attendance.views.loading import may, register_for, workshop_for
from attendance.views.phone import register_label
from attendance.views.review import XLSX
from attendance.views.steps import sections
from documents.qr import data_uri
from participants.actions.reading import note_reading
from participants.actions.registrations import Refused
from workshops.models import Workshop
from workshops.queries import frame

PER_PAGE = 50
SHOWN = ("", "settled", "clock", "all")


@require_safe
def desk(request, code):
    """The registers as they fill, and the scans somebody has to look at."""
    workshop, now = workshop_for(request.user, code, "attendance.read"), timezone.now()
    may_record, may_settle = (may(workshop, f"attendance.{act}") for act in ("record", "validate"))
    note_reading(obj=workshop, office=workshop.office, may_edit=may_record, by=Actor.of(request.user), now=now, verb="names_read")
    wanted = _wanted(request.GET)
    page = Paginator(door.scans_of(workshop, **wanted), PER_PAGE).get_page(request.GET.get("page"))
    context = sections(workshop, "door") | {
        "registers": [(row, register_label(row)) for row in door.desk(workshop, now)],
        "page_obj": page, "chosen": wanted, "is_filtered": any(wanted.values()), "reasons": Scan.Reason.choices,
        "zone": ZoneInfo(workshop.timezone), "may_record": may_record, "may_settle": may_settle,
        "may_export": may(workshop, "registrations.read"),
    }  # fmt: skip
    return render(request, "attendance/door.html", frame(workshop, request.user, "attendance") | context)


@require_safe
def export(request, code):
    """What telephones sent, as a workbook: the rows that the page's filter leaves."""
    workshop = workshop_for(request.user, code, "registrations.read")
    record(by=Actor.of(request.user), now=timezone.now(), obj=workshop, verb="export_scans", office=workshop.office)
    data = export_door.scans_workbook(workshop, door.scans_of(workshop, **_wanted(request.GET)), rtl=get_language_bidi())
    return HttpResponse(data, XLSX, headers={"Content-Disposition": f'attachment; filename="{workshop.code}-door.xlsx"'})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def links(request, code, register):
    """The links for helpers at one register. A new one is shown once, as an address and as a code to scan."""
    register, now = register_for(request.user, code, register, "attendance.record"), timezone.now()
    workshop = workshop_for(request.user, code, "attendance.read")
    form = DeviceForm(request.POST if request.method == "POST" else None)
    made = _make(request, register, form, now) if form.is_valid() else None
    context = sections(workshop, "door") | {
        "register": register, "label": register_label(register), "form": form, "made": made, "now": now,
        "links": door.links_of(register), "counts": door.counts(register), "expires_at": door.link_expiry(register),
        "zone": ZoneInfo(workshop.timezone), "may_make": door.link_expiry(register) > now,
    }  # fmt: skip
    return render(request, "attendance/links.html", frame(workshop, request.user, "attendance") | context)


@require_POST
def revoke(request, code, pk):
    """End a helper's link at once."""
    workshop = workshop_for(request.user, code, "attendance.record")
    link = get_object_or_404(DeviceLink, pk=pk, register__workshop=workshop)
    actions.revoke_device_link(link=link, by=Actor.of(request.user), now=timezone.now())
    messages.success(request, _("The link is revoked. What it still sends is kept for review."))
    return redirect("attendance:links", code, link.register_id)


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request, code, pk):
    """One doubtful scan: what is known of it, and the two ways to settle it."""
    workshop = workshop_for(request.user, code, "attendance.validate")
    rows = Scan.objects.waiting().filter(register__workshop=workshop).select_related("register__workshop", "by", "link")
    scan = get_object_or_404(rows.select_related("registration"), pk=pk)
    people = [(str(person.pk), _called(person)) for person in queries.people(workshop)]
    known = str(scan.registration_id) if str(scan.registration_id) in dict(people) else ""
    empty = _("The walk-in, as a new participant") if scan.walk_in else _("Nobody chosen")
    form = SettleForm(request.POST or None, people=people, empty=empty, initial={"person": known})
    if request.method == "POST" and form.is_valid() and _settled(request, scan, form):
        return redirect("attendance:door", code)
    holder = door.holder_of(scan, Workshop.objects.visible_to(request.user, "registrations.read"))
    context = sections(workshop, "door") | {"scan": scan, "form": form, "holder": holder}
    context["zone"] = ZoneInfo(workshop.timezone)
    return render(request, "attendance/door_scan.html", frame(workshop, request.user, "attendance") | context)


def _wanted(data):
    """The filter an address asks for; what makes no sense does not narrow."""
    wanted, reason = data.get("show", ""), data.get("reason", "")
    return {
        "wanted": wanted if wanted in SHOWN else "",
        "reason": reason if reason in Scan.Reason.values else "",
        "register": number(data.get("register")),
        "text": data.get("q", "").replace("\x00", "")[:200].strip(),
    }


def _make(request, register, form, now):
    """{"url", "qr", "link"} of a new link, told this once; None when it was refused, with the reason beside the field."""
    arguments = {"label": form.cleaned_data["label"], "by": Actor.of(request.user), "now": now}
    try:
        link, token = actions.make_device_link(register=register, **arguments)
    except actions.LinkRefused as refused:
        form.add_error("label", words.refusal(refused))
        return None
    url = request.build_absolute_uri(reverse("attendance:checkin_device", args=[token]))
    return {"url": url, "qr": data_uri(url), "link": link}


def _called(person):
    return " · ".join(part for part in (person.display_name, person.institution_label) if part)


def _settled(request, scan, form):
    """Whether it was settled; a refusal stands in the form, what was typed is kept."""
    cleaned, by, now = form.cleaned_data, Actor.of(request.user), timezone.now()
    try:
        if cleaned["verdict"] == "dismissed":
            actions.dismiss_scan(scan=scan, reason=cleaned["reason"], by=by, now=now)
            messages.success(request, _("The scan is set aside."))
            return True
        chosen = number(cleaned["person"])
        person = scan.register.workshop.registrations.get(pk=chosen) if chosen else None
        empty_walk_in = scan.walk_in and person is None
        registration = None if empty_walk_in else person
        actions.accept_scan(scan=scan, registration=registration, reason=cleaned["reason"], by=by, now=now)
    except (actions.ReviewRefused, actions.RecordRefused, Refused) as refused:
        form.add_error("person" if refused.code in {"needs_person", "full", "not_confirmed"} else None, words.refusal(refused))
        return False
    messages.success(request, _("The presence is recorded."))
    return True
