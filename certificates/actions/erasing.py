"""Erasing a person: asked for by the person's own link, decided by the office with a reason. See docs/decisions/0007."""

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.history import forget_values, record
from attendance.models import AttendanceRecord, Scan
from certificates.models import Certificate, Erasure
from mailing.actions import queue_letter
from participants.actions.erasing import forget, persons_of, registrations_of
from participants.models import LIVE, Nomination, Participant
from workshops.models import Workshop

#: whoever is registered for a workshop in another state withdraws first: there is a seat, and letters to come
OVER = [Workshop.State.HELD, Workshop.State.CLOSED, Workshop.State.CANCELLED]


class ErasureRefused(Exception):
    """`code`: no_reason, already, still_coming (a live registration in a workshop not over), being_made (a file is awaited)."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def ask_erasure(*, registration, keep_name, by, now):
    """Keep the wish of the person behind `registration`, who is known, and tell the office once. Returns the Erasure."""
    found = Participant.objects.select_for_update(of=("self",)).select_related("office").get(pk=registration.participant_id)
    person = found.merged_into or found
    asked = Erasure.objects.waiting().of(person).first()
    if asked is None:
        asked = Erasure(office=found.office, participant=person, state=Erasure.State.ASKED, asked_at=now)
        record(by=by, now=now, obj=person, office=found.office, verb="erasure_asked")
        _tell(found.office, now)
    asked.keep_name = keep_name
    asked.save()
    return asked


@transaction.atomic
def erase(*, participant, keep_name, reason, by, now):
    """Erase who `participant` is; counts, marks and scores stay, certificates stay verifiable. Raises ErasureRefused.

    `keep_name`: whether certificates go on saying the name; without it their files go too, their SHA-256 stays.
    """
    if not reason.strip():
        raise ErasureRefused("no_reason")
    _hold_workshops(participant)
    person = Participant.objects.select_for_update(of=("self",)).select_related("office").get(pk=participant.pk)
    asked = Erasure.objects.waiting().of(person).first()
    _check(person)
    mine = Certificate.objects.filter(registration__in=registrations_of(person))
    if not keep_name:
        _withhold(mine, now)
    _forget_traces(person, mine)
    forget(participant=person)
    done = asked or Erasure(office=person.office)
    done.participant, done.state = person, Erasure.State.DONE
    done.keep_name, done.reason = keep_name, reason.strip()
    done.decided_at, done.decided_by = now, by.user
    done.save()
    record(by=by, now=now, obj=person, office=person.office, verb="erased", reason=done.reason)
    return done


@transaction.atomic
def refuse_erasure(*, erasure, reason, by, now):
    """Note why the office does not erase. Raises ErasureRefused."""
    if not reason.strip():
        raise ErasureRefused("no_reason")
    row = Erasure.objects.select_for_update(of=("self",)).get(pk=erasure.pk)
    if row.state != Erasure.State.ASKED:
        raise ErasureRefused("already")
    row.state, row.reason, row.decided_at, row.decided_by = Erasure.State.REFUSED, reason.strip(), now, by.user
    row.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    record(by=by, now=now, obj=row.participant, office=row.office, verb="erasure_refused", reason=row.reason)
    return row


def _tell(office, now):
    """A letter to the office, which says of whom only to those who sign in."""
    if not office.email:
        return
    language = settings.LANGUAGE_CODE[:2]
    with translation.override(language):
        context = {"office": office, "page": settings.SITE_URL + reverse("certificates:erasures")}
        subject, _newline, text = render_to_string("certificates/mail/erasure.txt", context).strip().partition("\n")
    queue_letter(
        office=office, kind="erasure", to=office.email, language=language, subject=subject, text=text.strip() + "\n",
        about=office, now=now,
    )  # fmt: skip


def _hold_workshops(person):
    """Lock the workshops of `person`, before anything else as every action does: issuing waits, or is waited for, so that
    no certificate is written with a name that was read before it was erased."""
    theirs = registrations_of(person).values("workshop")
    list(Workshop.objects.select_for_update(of=("self",)).filter(pk__in=theirs).order_by("pk"))


def _check(person):
    if Erasure.objects.filter(participant=person, state=Erasure.State.DONE).exists():
        raise ErasureRefused("already")
    if registrations_of(person).filter(status__in=LIVE).exclude(workshop__state__in=OVER).exists():
        raise ErasureRefused("still_coming")
    owed = Certificate.objects.filter(registration__in=registrations_of(person), stored_at=None)
    if owed.filter(state__in=[Certificate.State.ISSUED, Certificate.State.PROVISIONAL]).exists():
        raise ErasureRefused("being_made")


def _withhold(certificates, now):
    """Take the name off `certificates`: off their words, and with their files off the disk once all is committed."""
    for row in certificates.filter(name_withheld_at=None).order_by("pk"):
        row.snapshot |= {"latin_name": "", "arabic_name": ""}
        for column in row.snapshot["languages"]:
            column["institution"] = ""
        row.name_withheld_at = now
        row.save(update_fields=["snapshot", "name_withheld_at"])
        if row.file:
            path = Path(settings.MEDIA_ROOT) / row.file
            transaction.on_commit(lambda path=path: path.unlink(missing_ok=True))


def _forget_traces(person, certificates):
    """What history, marks and the door keep besides: values before and after, remarks, walk-ins as typed."""
    registrations = registrations_of(person)
    nominations = Nomination.objects.filter(registration__in=registrations)
    for rows in (persons_of(person), registrations, nominations, certificates):
        forget_values(rows)
    AttendanceRecord.objects.filter(registration__in=registrations).update(reason="")
    Scan.objects.filter(registration__in=registrations).update(walk_in=None)
