"""A person's own page: what it shows. It only reads; what a person does there is in `own_acts`."""

from datetime import time

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from attendance.queries import first_start, marks, registers_by_start
from certificates.models import Certificate
from certificates.own_data import own_data
from certificates.queries import candidates, rule_of
from certificates.reasons import attended
from certificates.views.files import taken
from certificates.views.public import public
from documents.qr import data_uri, png
from evaluations.actions.assessments import SETS_TESTS
from evaluations.queries.asked import asked_of
from evaluations.queries.assessments import open_tests
from participants.actions.links import open_link
from participants.actions.registrations import FINAL, open_fields, window_of
from participants.models import LIVE, Nomination, Registration
from participants.queries.seats import offer_to, place_in_line
from participants.rules.door import door_text, in_groups
from participants.rules.window import OPEN

STATUS_CHIPS = {"confirmed": "ok", "submitted": "info", "waitlisted": "info", "offered": "warn", "declined": "bad"}
NOON = time(13, 0)


@public
def own_page(request, token):
    """A person's own registration: where it stands and what comes next, the code for the door, presence, certificate."""
    now = timezone.now()
    registration = open_link(token, now)
    if registration is None:
        return render(request, "certificates/own_gone.html", status=404)
    workshop = registration.workshop
    row = candidates(workshop, Registration.objects.filter(pk=registration.pk))[0]
    context = {
        "registration": registration,
        "workshop": workshop,
        "office_name": workshop.office,
        "chip": STATUS_CHIPS.get(registration.status, "quiet"),
        "may_register": window_of(workshop, now) == OPEN,
        "corrects": "institution" in open_fields(registration, now),
        "may_withdraw": registration.status in LIVE and workshop.state not in FINAL and row.certificate is None,
        "code": _pass(registration),
        "registers": _registers(registration) if workshop.start <= timezone.localdate() else [],
        "place": place_in_line(registration),
        "is_substitute": Nomination.objects.substitutes().filter(registration=registration).exists(),
        "attended": attended(row.decision, rule_of(workshop).unit),
        "certificate": row.certificate,
        "token": token,
        "offer": offer_to(registration, now),
        "tests": open_tests(registration) if _sits(registration) else [],
        "now": now,
        "asked": asked_of(registration),
    }
    return render(request, "certificates/own_page.html", context)


@public
def own_file(request, token):
    """The stored PDF of the person's certificate in force."""
    registration = open_link(token, timezone.now())
    found = Certificate.objects.current().filter(registration=registration, stored_at__isnull=False).order_by("pk").first()
    if registration is None or found is None:
        raise Http404
    return taken(request, found)


@public
def own_code(request, token):
    """The code for the door as a picture to keep: at the door there may be no network."""
    registration = open_link(token, timezone.now())
    if registration is None or not _pass(registration):
        raise Http404
    name = f'attachment; filename="{registration.workshop.code}.png"'.encode("ascii", "replace").decode()
    picture = png(door_text(registration.door_code))
    return HttpResponse(picture, content_type="image/png", headers={"Content-Disposition": name})


@public
def own_everything(request, token):
    """ "My data": everything held about the person and this registration, as a file."""
    registration = open_link(token, timezone.now())
    if registration is None:
        raise Http404
    content = own_data(registration, timezone.now())
    return JsonResponse(
        content,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": 'attachment; filename="my-data.json"'},
    )


def _sits(registration):
    """Whether the person takes part in a workshop that sets tests now."""
    return registration.status == Registration.Status.CONFIRMED and registration.workshop.state in SETS_TESTS


def _pass(registration):
    """What the door asks for, while there is a door to come to: {"picture", "text"}, else None."""
    workshop = registration.workshop
    over = timezone.localdate() > workshop.end or workshop.state in {"postponed", "cancelled", "closed"}
    if registration.status != Registration.Status.CONFIRMED or over:
        return None
    return {"picture": data_uri(door_text(registration.door_code)), "text": in_groups(registration.door_code)}


def _registers(registration):
    """(day, which part of it in words, the words of the mark or "") of each register, in the order of the programme."""
    names = dict(registration.attendance.model.State.choices)
    own = marks([registration])[registration.pk]
    workshop = registration.workshop
    return [
        (register.date, _part(register, workshop), names.get(own.get(register.pk), ""))
        for register in registers_by_start(workshop)
    ]


def _part(register, workshop):
    """The half of the day, or with one register per session the session's title; a code tells nobody anything."""
    start = first_start(register)
    titles = [session.title for session in register.sessions.all() if session.kind == "session" and session.title]
    if workshop.attendance_unit == workshop.AttendanceUnit.SESSION and titles:
        return titles[0]
    if start is None:
        return ""
    return _("Morning") if start < NOON else _("Afternoon")
