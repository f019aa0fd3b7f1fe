"""The interface of telephones: the name list of one register, and the batches they send. docs/api/checkin.md tells of it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.history import Actor
from attendance.actions import NonceTaken, take
from attendance.models import DeviceLink
from attendance.queries import door
from attendance.rules.door import TAKEN_AFTER
from attendance.schema import MAX_BYTES, SchemaError, read_batch
from attendance.views.phone import register_label
from participants.actions.links import token_hash
from participants.actions.reading import note_reading
from workshops.models import Register, Workshop

SCHEME = "Device "


@dataclass(frozen=True)
class Visitor:
    """Who asks: somebody signed in, or a link, whose time may have `ended` (what it sends is then kept for review)."""

    register: Register
    by: Actor
    link: DeviceLink | None = None
    ended: bool = False


class NotLetIn(Exception):
    """`status` and `code` of the answer: 401 not_signed_in, link_ended; 403 csrf; 404 unknown_register."""

    def __init__(self, status, code):
        super().__init__(code)
        self.status = status
        self.code = code


@login_not_required
@require_http_methods(["GET", "HEAD"])
def people(request, register):
    """The confirmed people of one register and how they stand; nothing of anybody else."""
    now = timezone.now()
    try:
        visitor = _visitor(request, register, now)
        if visitor.ended:
            raise NotLetIn(401, "link_ended")
    except NotLetIn as refused:
        return _answer({"error": refused.code}, refused.status)
    found = visitor.register
    if visitor.link is None:
        note_reading(obj=found, office=found.workshop.office, may_edit=True, by=visitor.by, now=now, verb="names_read")
    rows = door.roster(found)
    return _answer({"register": _about(found), "people": [row | {"at": _iso(row["at"])} for row in rows], "now": _iso(now)})


@csrf_exempt  # asked of cookies all the same, in `_visitor`; a link sends none
@login_not_required
@require_http_methods(["POST"])
def records(request, register):
    """Take a batch: a result per record, in its order. What was read wrongly changes nothing."""
    now = timezone.now()
    try:
        visitor = _visitor(request, register, now)
        if int(request.headers.get("Content-Length") or 0) > MAX_BYTES or len(request.body) > MAX_BYTES:
            return _answer({"error": "too_large", "limit": MAX_BYTES}, 413)
        device, sent, sent_at = read_batch(request.body)
        arguments = {"by": visitor.by, "now": now, "link": visitor.link, "ended": visitor.ended, "sent_at": sent_at}
        scans = take(register=visitor.register, device=device, records=sent, **arguments)
    except NotLetIn as refused:
        return _answer({"error": refused.code}, refused.status)
    except SchemaError as error:
        return _answer({"error": "schema", "path": error.path, "message": error.fault}, 400)
    except NonceTaken:
        return _answer({"error": "nonce_of_another_register"}, 400)
    results = [_result(scan, visitor.ended) for scan in scans]
    return _answer({"results": results, "counts": door.counts(visitor.register), "now": _iso(now)})


def _visitor(request, register, now):
    """Whoever may check in at the register with the id `register`. Raises NotLetIn."""
    authorization = request.headers.get("Authorization", "")
    if authorization.startswith(SCHEME):
        return _by_link(authorization.removeprefix(SCHEME).strip(), register, now)
    if not request.user.is_authenticated:
        raise NotLetIn(401, "not_signed_in")
    if request.method == "POST" and _is_forged(request):
        raise NotLetIn(403, "csrf")
    workshops = Workshop.objects.visible_to(request.user, "attendance.record")
    found = door.registers().filter(pk=register, workshop__in=workshops).first()
    if found is None:
        raise NotLetIn(404, "unknown_register")
    return Visitor(found, Actor.of(request.user))


def _by_link(token, register, now):
    link = door.link_of(token_hash(token))
    if link is None or link.register_id != register:
        raise NotLetIn(401, "link_ended")
    ended_at = min(link.revoked_at or link.expires_at, link.expires_at)
    if now >= ended_at + TAKEN_AFTER:
        raise NotLetIn(401, "link_ended")
    return Visitor(link.register, Actor.link(f"device:{link.pk}"), link, ended=now >= ended_at)


class _Csrf(CsrfViewMiddleware):
    def _reject(self, _request, reason):
        return reason


def _is_forged(request):
    """Whether a request with cookies lacks the token of the page; the answer is told as JSON, not as Django's page."""
    request.csrf_processing_done = False
    return bool(_Csrf(lambda _request: None).process_view(request, None, (), {}))


def _about(register):
    return {
        "id": register.pk,
        "workshop": register.workshop.code,
        "title": register.workshop.title,
        "label": register_label(register),
        "date": register.date.isoformat(),
        "state": "validated" if door.is_validated(register) else "open",
        "forget_at": _iso(door.forget_at(register)),
    }


def _result(scan, ended):
    """What the telephone is told; one whose link has ended is told no name."""
    person = None if ended else scan.registration
    return {
        "nonce": str(scan.nonce),
        "outcome": scan.outcome,
        "reason": scan.reason,
        "registration": person and person.pk,
        "name": person and door.names_of(person),
        "state": "" if ended else scan.state,
        "at": None if ended else _iso(scan.presence_at),
        "clock": "off" if scan.clock_off else "ok",
    }


def _iso(moment: datetime | None):
    return moment and moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _answer(data, status=200):
    response = JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
    patch_cache_control(response, private=True, no_store=True)
    if status == 401:
        response["WWW-Authenticate"] = "Device"
    return response
