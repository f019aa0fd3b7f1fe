"""Erasing what is known of persons, in the tables of this app and in their letters; counts stay as they were."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from mailing.models import Letter
from participants.models import AccessLink, ImportRow, Participant, Registration
from participants.rules.erasing import NOBODY, erased_key

#: what a registration says of the person; sex, age band, region and institution stay: they name nobody and are counted
_OF_REGISTRATION = {
    "given_name": "",
    "family_name": NOBODY,
    "arabic_name": "",
    "function": "",
    "email": "",
    "email_key": "",
    "phone": "",
    "search_key": "",
    "status_reason": "",
    "dietary": "",
    "accessibility": "",
    "photo_consent": False,
    "share_name_consent": False,
}
_OF_PERSON = {"given_name": "", "family_name": NOBODY, "arabic_name": "", "email": "", "phone": "", "search_key": ""}


def persons_of(participant):
    """The rows of one person: the Participant and those merged into it."""
    return Participant.objects.filter(Q(pk=participant.pk) | Q(merged_into=participant))


def registrations_of(participant):
    """Every registration of one person, those never proved under the same address in the same office too."""
    persons = persons_of(participant)
    keys = [key for key in persons.values_list("email_key", flat=True) if key]
    unproved = Q(participant=None, email_key__in=keys, workshop__office=participant.office_id)
    return Registration.objects.filter(Q(participant__in=persons) | unproved)


def forget(*, participant):
    """Erase who `participant` is, everywhere in this app. Only inside the transaction of certificates.actions.erasing."""
    ids = list(registrations_of(participant).values_list("pk", flat=True))
    about = {"content_type": ContentType.objects.get_for_model(Registration), "object_id__in": [str(pk) for pk in ids]}
    letters = Letter.objects.filter(**about)
    letters.exclude(state__in=[Letter.State.SENT, Letter.State.FAILED]).update(state=Letter.State.CANCELLED)
    letters.update(to="", subject="", text="", html="", error="")
    AccessLink.objects.filter(registration__in=ids).delete()
    ImportRow.objects.filter(registration__in=ids).update(cells=[], reasons=[], candidates=[], fingerprint="")
    for person in persons_of(participant):
        key = erased_key(person.email_key, person.pk, settings.SECRET_KEY)
        Participant.objects.filter(pk=person.pk).update(email_key=key, **_OF_PERSON)
    Registration.objects.filter(pk__in=ids).update(**_OF_REGISTRATION)
