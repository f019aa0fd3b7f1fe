"""One register as a telephone at the door sees it, and what telephones sent to a workshop."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q

from accounts import access
from attendance.models import AttendanceRecord, DeviceLink, RegisterValidation, Scan
from attendance.models.door import DOUBTFUL
from attendance.queries.presence import LAST, first_start, institution_on, people
from attendance.rules import NOT_RUNNING, UNPUBLISHED, local_day
from attendance.rules.door import LINK_LIVES, NAMES_LIVE, PATIENCE, last_end
from participants.models import Registration
from participants.rules.door import door_code_in
from participants.rules.searching import alternatives, person_key
from workshops.models import Register, Session

State = AttendanceRecord.State
#: days before and after today whose registers are offered at the door
AROUND = 7


def registers():
    """Registers with their workshop and sessions at hand."""
    return Register.objects.select_related("workshop__office").prefetch_related("sessions")


def may_check_in(user):
    """Whether there is an office in which `user` records presence, for all its workshops or for those taught in."""
    return any(held(user, "attendance.record").exists() for held in (access.offices, access.teaching_offices))


def around(workshops, now):
    """{"today": registers of today, "others": those up to a week away, the nearest first}, each with `present` and `expected`.

    Of `workshops` (a queryset) those that run; today is each workshop's own. Three queries.
    """
    span = timedelta(days=AROUND + 1)
    rows = registers().filter(workshop__in=workshops, date__range=(now.date() - span, now.date() + span))
    rows = rows.exclude(workshop__state__in=[*NOT_RUNNING, *UNPUBLISHED, "closed"])
    found = [(abs((row.date - local_day(now, row.workshop.timezone)).days), row) for row in _with_counts(rows)]
    found.sort(key=lambda pair: (pair[0], pair[1].date, first_start(pair[1]) or LAST, pair[1].workshop.code, pair[1].pk))
    return {
        "today": [row for days, row in found if days == 0],
        "others": [row for days, row in found if 0 < days <= AROUND],
    }


def _with_counts(rows):
    """`rows` with `present`, `expected` and `is_validated`: confirmed people alone count in both, as on the telephone."""
    confirmed = Q(workshop__registrations__status=Registration.Status.CONFIRMED)
    validated = RegisterValidation.objects.filter(register=OuterRef("pk"), state=RegisterValidation.State.VALIDATED)
    rows = rows.annotate(
        expected=Count("workshop__registrations", filter=confirmed, distinct=True), is_validated=Exists(validated)
    )
    rows = list(rows.order_by("date", "code", "id"))
    present = _by_register(_present(Q(register__in=rows)))
    for row in rows:
        row.present = present.get(row.pk, 0)
    return rows


def desk(workshop, now):
    """The registers of `workshop` by day and start, each with `present`, `expected`, `helpers` (links that work at `now`) and
    `waiting` (scans nobody has settled); five queries."""
    rows = _with_counts(registers().filter(workshop=workshop))
    working = DeviceLink.objects.filter(register__in=rows, revoked_at=None, expires_at__gt=now)
    helpers = _by_register(working)
    waiting = _by_register(Scan.objects.waiting().filter(register__in=rows))
    for row in rows:
        row.helpers, row.waiting = helpers.get(row.pk, 0), waiting.get(row.pk, 0)
    return sorted(rows, key=lambda row: (row.date, first_start(row) or LAST, row.code))


def _by_register(rows):
    return dict(rows.order_by("register").values_list("register").annotate(number=Count("pk")))


def counts(register):
    """{"present", "expected"} of a register: confirmed people alone; two queries."""
    expected = Registration.objects.confirmed().filter(workshop=register.workshop_id).count()
    return {"present": _present(Q(register=register)).count(), "expected": expected}


def _present(where):
    seated = Q(registration__status=Registration.Status.CONFIRMED)
    return AttendanceRecord.objects.current().present().filter(where & seated)


def roster(register):
    """[{id, code, latin, arabic, institution, search, state, at}] of the confirmed people of `register`, by name.

    `search` is the folded text of the names alone: the address a person is reached by stays here.
    """
    rows = people(register.workshop)
    standing = standing_of(register, [row.pk for row in rows])
    return [_person(row, register, *standing.get(row.pk, ("", None))) for row in rows]


def _person(row, register, state, at):
    return {
        "id": row.pk,
        "code": row.door_code,
        **names_of(row),
        "institution": institution_on(row, register.workshop.start),
        "search": person_key(row.given_name, row.family_name, row.arabic_name),
        "state": state,
        "at": at,
    }


def names_of(registration):
    """{"latin", "arabic"}: a person's names in both scripts."""
    return {"latin": f"{registration.given_name} {registration.family_name}".strip(), "arabic": registration.arabic_name}


def standing_of(register, registrations):
    """{registration id: (mark in force, since when)} at `register`; a mark taken back is none. One query.

    Since when: what the telephone's clock said, unless that was wrong.
    """
    wrong = Scan.objects.filter(nonce=OuterRef("nonce"), clock_off=True)
    rows = register.records.current().filter(registration__in=registrations).exclude(state=State.CLEARED)
    return {row.registration_id: (row.state, _since(row)) for row in rows.annotate(clock_off=Exists(wrong)).order_by("pk")}


def _since(record):
    told = record.device_time
    return record.recorded_at if told is None or record.clock_off or told > record.recorded_at + PATIENCE else told


def end_of(register):
    """When the last session of `register` ends."""
    sessions = [session.end for session in register.sessions.all() if session.kind == Session.Kind.SESSION]
    return last_end(register.date, sessions, register.workshop.timezone)


def link_expiry(register):
    """When a helper's link to `register` ends."""
    return end_of(register) + LINK_LIVES


def forget_at(register):
    """When a telephone has to forget the names of `register`."""
    return end_of(register) + NAMES_LIVE


def is_validated(register):
    return RegisterValidation.objects.filter(register=register, state=RegisterValidation.State.VALIDATED).exists()


def link_of(token_hash):
    """The DeviceLink kept as `token_hash` with its register, ended or not; None when there is none."""
    return DeviceLink.objects.filter(token_hash=token_hash).select_related("register__workshop__office").first()


def links_of(register):
    """The links ever made to `register`, newest first, each with how many scans came by it."""
    rows = register.device_links.select_related("made_by").annotate(sent=Count("scans"))
    return rows.order_by("-created_at", "-id")


def holder_of(scan, workshops):
    """The Registration of one of `workshops` whose code `scan` read, when the scan itself names nobody; None without one."""
    code = door_code_in(scan.code)
    if scan.registration_id or not code:
        return None
    return Registration.objects.filter(door_code=code, workshop__in=workshops).select_related("workshop").first()


def waiting(workshop):
    """The scans of `workshop` that nobody has settled."""
    return Scan.objects.waiting().filter(register__workshop=workshop)


def scans_of(workshop, *, wanted="", reason="", register=None, text=""):
    """What telephones sent to `workshop`, newest first.

    `wanted`: "" what waits for somebody, "settled", "clock" (wrong clocks), "all". `text`: words of the person's names.
    """
    rows = Scan.objects.filter(_NARROWING[wanted], register__workshop=workshop)
    rows = rows.filter(reason=reason) if reason else rows
    rows = rows.filter(register=register) if register else rows
    for either in alternatives(text)[:6]:
        rows = rows.filter(reduce(or_, (Q(registration__search_key__contains=word) for word in either)))
    return rows.select_related("register", "registration", "by", "link", "review__by").order_by("-received_at", "-id")


_NARROWING = {
    "": Q(outcome__in=DOUBTFUL, review=None),
    "settled": Q(review__isnull=False),
    "clock": Q(clock_off=True),
    "all": Q(),
}
