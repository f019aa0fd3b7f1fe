""" "My data": everything held about one registration and its person, with keys a person can read (law 09-08, right of access)."""

from accounts import verbs
from accounts.history import entries_for
from accounts.models import HistoryEntry
from attendance.models import AttendanceRecord
from certificates.models import Certificate, Erasure
from evaluations.models import Score
from mailing.models import Letter
from participants.actions.registrations.details import DETAILS
from participants.models import Registration

#: kept apart by the product's own rule: read in totals, shown for nobody, so not here either
NOTE = (
    "An answer to the questions on difficulties (seeing, hearing, walking …), where one was given, is kept apart from all "
    "this, used in totals only, and shown to nobody. Answers to feedback forms are anonymous and cannot be found again."
)


def own_data(registration, now):
    """The file as plain values. Times are ISO 8601 with their offset; a code stands as the register keeps it."""
    return {
        "made_at": now,
        "note": NOTE,
        "workshop": _workshop(registration.workshop),
        "registration": _registration(registration),
        "person": _person(registration.participant),
        "other_registrations": _others(registration),
        "privacy_notice_read": {
            "version": registration.notice_version,
            "language": registration.notice_language,
            "at": registration.notice_at,
        },
        "presence": _presence(registration),
        "test_scores": {row.test: str(row.points) for row in Score.objects.filter(registration=registration).order_by("test")},
        "tests_taken_on_a_screen": _tests_taken(registration),
        "certificates": _certificates(registration),
        "erasure_asked_for": _erasures(registration),
        "letters": _letters(registration),
        "personal_links": list(registration.links.order_by("created_at", "pk").values("created_at", "expires_at")),
        "history": _history(registration),
    }


def _workshop(workshop):
    return {
        "code": workshop.code,
        "title": str(workshop),
        "first_day": workshop.start,
        "last_day": workshop.end,
        "place": workshop.city,
        "office": str(workshop.office),
    }


def _registration(registration):
    said = {name: getattr(registration, name) for name in DETAILS if name not in {"institution", "region", "phone"}}
    return said | {
        "phone": str(registration.phone),
        "institution": str(registration.institution or ""),
        "region": str(registration.region or ""),
        "status": registration.status,
        "status_reason": registration.status_reason,
        "place_on_the_waitlist": registration.rank,
        "seat_held_until": registration.offered_until,
        "came_by": registration.origin,
        "received_at": registration.created_at,
        "email_proved_at": registration.proved_at,
        "code_for_the_door": registration.door_code,
    }


def _person(person):
    if person is None:
        return None
    names = ["given_name", "family_name", "arabic_name", "name_order", "email", "language", "created_at"]
    return {name: getattr(person, name) for name in names} | {"phone": str(person.phone), "office": str(person.office)}


def _others(registration):
    rows = Registration.objects.filter(participant=registration.participant_id).exclude(pk=registration.pk)
    rows = rows.exclude(participant=None).select_related("workshop").order_by("workshop__start", "pk")
    return [_workshop_in_short(row) for row in rows]


def _workshop_in_short(row):
    return {"workshop": row.workshop.code, "title": str(row.workshop), "first_day": row.workshop.start, "status": row.status}


def _presence(registration):
    rows = AttendanceRecord.objects.filter(registration=registration).select_related("register").order_by("recorded_at", "pk")
    return [
        {
            "day": row.register.date,
            "sheet": row.register.code,
            "mark": row.state,
            "recorded_at": row.recorded_at,
            "recorded_by": row.source,
            "replaced_by_a_later_mark": row.superseded_by_id is not None,
        }
        for row in rows
    ]


def _tests_taken(registration):
    """One's own answers; which were right is not told, because the same questions come again."""
    rows = registration.attempts.select_related("assessment").prefetch_related("answers__question__choices")
    return [
        {
            "test": row.assessment.test,
            "taken_at": row.taken_at,
            "answers": [{"question": str(answer.question), "answer": answer.said} for answer in row.answers.all()],
        }
        for row in rows.order_by("taken_at", "pk")
    ]


def _certificates(registration):
    rows = Certificate.objects.filter(registration=registration).order_by("issued_at", "pk")
    names = {"number": "number", "kind": "kind", "state": "state", "issued_at": "issued_at", "sha256": "sha256"}
    return [
        {key: getattr(row, name) for key, name in names.items()} | {"printed": row.snapshot, "events": _events(row)}
        for row in rows
    ]


def _events(certificate):
    """When the file was taken or the code looked at; by whom is known of the staff alone, and is theirs."""
    return list(certificate.events.order_by("at", "pk").values("kind", "at"))


def _erasures(registration):
    rows = Erasure.objects.filter(participant=registration.participant_id).exclude(participant=None).order_by("pk")
    return list(rows.values("state", "keep_name", "asked_at", "decided_at", "reason"))


def _letters(registration):
    about = {"content_type__app_label": "participants", "content_type__model": "registration", "object_id": str(registration.pk)}
    rows = Letter.objects.filter(**about).order_by("created_at", "pk")
    return [{"subject": row.subject, "to": row.to, "written_at": row.created_at, "sent_at": row.sent_at} for row in rows]


def _history(registration):
    """What was done to the registration, oldest first, with one's own values; who of the staff did it is theirs."""
    return [
        {
            "at": entry.at,
            "what": verbs.label(entry.verb),
            "by": _who(entry, registration),
            "fields": entry.fields,
            "reason": entry.reason,
            **_values(entry),
        }
        for entry in reversed(entries_for(registration))
    ]


def _who(entry, registration):
    if entry.actor_label in {"public", f"registration:{registration.pk}"}:
        return "yourself"
    return "your institution" if entry.actor_kind == HistoryEntry.ActorKind.LINK else "the office"


def _values(entry):
    values = getattr(entry, "values", None)
    return {"before": values.before, "after": values.after} if values else {}
