"""The one letter to the holder of a certificate: it carries the way to the file, never the file itself."""

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from certificates.models import Certificate
from mailing.actions import queue_letter
from mailing.models import Letter
from participants import letters
from participants.actions.links import VALID_AFTER_END
from participants.models import Registration
from participants.queries.addresses import with_addresses

#: signs the link of a facilitator, who has no registration and so no personal page
_signer = TimestampSigner(salt="certificates.teacher")


@transaction.atomic
def write_letter(*, pk, now):
    """Write the letter that was ordered about certificate `pk`; whether one is there now. Once, however often it is called.

    An order that reaches nobody any more lapses, so that the list shows the person as not written to.
    """
    row = Certificate.objects.select_for_update(of=("self",)).get(pk=pk)
    if row.letter_written_at or row.letter_ordered_at is None:
        return row.letter_written_at is not None
    once = f"certificate:{pk}"
    if row.state == Certificate.State.ISSUED:
        (_to_participant if row.registration_id else _to_teacher)(row, now, once)
    is_there = Letter.objects.filter(once=once).exists()
    row.letter_written_at = now if is_there else None
    row.letter_ordered_at = row.letter_ordered_at if is_there else None
    row.save(update_fields=["letter_written_at", "letter_ordered_at"])
    return is_there


def give_up(*, pk):
    """Take back an order that cannot be carried out: it may be given anew."""
    Certificate.objects.filter(pk=pk, letter_written_at=None).update(letter_ordered_at=None)


def teacher_link(certificate):
    """The address of a new link to a facilitator's certificate."""
    return settings.SITE_URL + reverse("certificates:teacher", args=[_signer.sign(str(certificate.pk))])


def open_teacher_link(token):
    """The facilitator's certificate that a link leads to, or None: not of ours, or too old."""
    try:
        pk = _signer.unsign(token, max_age=VALID_AFTER_END)
    except BadSignature:
        return None
    found = Certificate.objects.filter(engagement__isnull=False).select_related("workshop__office", "successor")
    return found.filter(pk=pk).first()


def _to_participant(row, now, once):
    people = Registration.objects.select_related("workshop__office", "workshop__venue")
    person = with_addresses(people).get(pk=row.registration_id)
    letters.write(registration=person, kind="certificate", now=now, once=once)


def _to_teacher(row, now, once):
    teacher, workshop = row.engagement.facilitator, row.workshop
    if not teacher.email:
        return
    language = (teacher.user.language if teacher.user else "") or translation.get_language() or "en"
    with translation.override(language):
        context = {"name": teacher.name, "workshop": workshop, "office": workshop.office, "link": teacher_link(row)}
        subject, _newline, text = render_to_string("certificates/mail/teacher.txt", context).strip().partition("\n")
    queue_letter(
        office=workshop.office, kind="certificate", to=teacher.email, language=language[:2], subject=subject,
        text=text.strip() + "\n", about=row, now=now, once=once,
    )  # fmt: skip
