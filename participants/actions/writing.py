"""Writing one message to several people of a workshop, each in their language."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from accounts.history import record
from mailing.actions import batch_of, hold_batch, queue_letter
from mailing.kinds import MESSAGE
from mailing.models import Letter, LetterBatch
from participants import letters
from participants.wording import person_values, workshop_values
from workshops.models import Workshop


@transaction.atomic
def write_to(*, workshop, recipients, wordings, nonce, send_at=None, held=False, by, now):
    """Queue the message `wordings` ({language: (subject, text)}) to each of `recipients` (queries.writing.Recipient).

    Returns (the batch, whether it is new): the form that was sent twice, by its `nonce`, writes once.
    """
    batch, is_new = batch_of(office=workshop.office, nonce=nonce, about=workshop, by=by, now=now)
    if not is_new:
        return batch, False
    shared = {language: workshop_values(workshop, language) for language in wordings}
    for recipient in recipients:
        link = letters.own_link(recipient.registration, now) if "{link}" in "".join(wordings[recipient.language]) else ""
        subject, text = composed(recipient, wordings, shared, link)
        queue_letter(
            office=workshop.office, kind=MESSAGE.key, to=recipient.to.email, language=recipient.language, subject=subject,
            text=text, about=recipient.registration, now=now, send_at=send_at, batch=batch, held=held,
        )  # fmt: skip
    record(by=by, now=now, obj=workshop, verb="write", office=workshop.office, after={"letters": len(recipients)})
    return batch, True


def hold_timed(*, workshop, by, now):
    """Hold back the messages about `workshop` that wait for their time: it does not take place as they say. Returns how many.

    The office reads them again, and releases or cancels each.
    """
    about = {"content_type": ContentType.objects.get_for_model(Workshop), "object_id": str(workshop.pk)}
    timed = Letter.objects.waiting().filter(send_at__gt=now).values("batch")
    batches = LetterBatch.objects.filter(**about, pk__in=timed).select_related("office").order_by("pk")
    return sum(hold_batch(batch=batch, by=by, now=now) for batch in batches)


def composed(recipient, wordings, shared, link):
    """(subject, text) of the letter of one Recipient; `shared`: {language: what all letters have in common}."""
    values = shared[recipient.language] | person_values(recipient.registration, recipient.language) | {"link": link}
    return letters.put_together(recipient.registration, recipient.to, recipient.language, wordings[recipient.language], values)
