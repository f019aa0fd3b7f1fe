"""Marks as JSON, a batch per register: what the grid sends at every change."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.history import Actor
from attendance import queries, words
from attendance.actions import RecordRefused, record
from attendance.forms import MAX_BYTES, read_marks
from attendance.views.filtering import Filter
from attendance.views.grid import table_of
from attendance.views.loading import recordable_register, workshop_for


@require_POST
def marks(request, code, register):
    """Record a batch. 200: what became of each; 400: not such a request; 409: the register takes no marks."""
    register = recordable_register(request.user, code, register)
    try:
        if int(request.headers.get("Content-Length") or 0) > MAX_BYTES:
            raise ValidationError(_("The request is too large."))
        sent = read_marks(request.body)
        refused = _record(register, sent, Actor.of(request.user), timezone.now())
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=400)
    except RecordRefused as error:
        status = 400 if error.code == "other_workshop" else 409
        return JsonResponse({"message": words.refusal(error), "code": error.code}, status=status)
    workshop = workshop_for(request.user, code, "attendance.read")
    people = queries.people(workshop)
    shown = Filter(request.GET, people, workshop).shown
    table = table_of(workshop, focus=register.pk, people=people, shown=shown)
    return JsonResponse(_answer(table, sent, refused))


def _record(register, sent, by, now):
    """Record what can be; returns {registration id: words} of those who are no longer confirmed."""
    wanted = dict(sent.marks)
    try:
        record(register=register, marks=wanted, by=by, now=now, reason=sent.reason)
        return {}
    except RecordRefused as error:
        if error.code != "not_confirmed":
            raise
        refused = dict.fromkeys(error.registrations, words.refusal(error))
    rest = {pk: state for pk, state in wanted.items() if pk not in refused}
    if rest:
        record(register=register, marks=rest, by=by, now=now, reason=sent.reason)
    return refused


def _answer(table, sent, refused):
    column = table.focus
    rows = {row.person.pk: row for row in table.rows if row.person.pk in sent.marks}
    records = {
        str(pk): {"saved": True, "attended": row.attended, "outlook": row.outlook, "verdict": row.verdict}
        for pk, row in rows.items()
        if pk not in refused
    }
    records |= {str(pk): {"saved": False, "message": message} for pk, message in refused.items()}
    return {
        "records": records,
        "register": {"present": column.present, "recorded": column.recorded, "unmarked": column.shown_unmarked},
        "summary": table.summary,
    }
