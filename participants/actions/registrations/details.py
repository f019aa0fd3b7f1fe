"""What a person said for one workshop: written to the registration, and from there to the person once proved."""

from django.conf import settings
from django.db import transaction

from accounts.history import record
from participants.actions.registrations import offers
from participants.actions.registrations.places import lock_people, lock_workshop
from participants.models import Participant, Registration
from participants.rules.identity import email_key
from participants.rules.searching import person_key

#: what a form or an import may give; everything else about a registration is decided, not said
DETAILS = [
    "given_name", "family_name", "arabic_name", "name_order", "email", "phone", "institution", "institution_proposal",
    "function", "sex", "age_band", "nationality", "region", "language", "dietary", "accessibility",
    "photo_consent", "share_name_consent",
]  # fmt: skip
IDENTITY = ["given_name", "family_name", "arabic_name", "name_order", "email", "phone", "language"]


def write_details(registration, data):
    """Set what `data` ({field: clean value}) says on `registration`, unsaved. Returns {field: (before, after)}."""
    changed = {}
    for name in DETAILS:
        if name not in data:
            continue
        before = getattr(registration, name)
        if before != data[name]:
            changed[name] = (before, data[name])
            _set(registration, name, data[name])
    registration.email_key = email_key(registration.email)
    registration.search_key = search_key(registration)
    return changed


def note_read(registration, data, now):
    """Keep which privacy notice was read, in which language and when."""
    registration.notice_version = data.get("notice_version", "")
    registration.notice_language = data.get("notice_language", "")
    registration.notice_at = now if registration.notice_version else None


def person_of(registration, now):
    """The Participant behind a proved registration: found by office and e-mail key, or made.

    Identity is set when the person is made; a later registration fills what was blank and overwrites nothing. The address
    of somebody merged into another leads to that other. The row is held, so that no merge passes by meanwhile.
    """
    office, key = registration.workshop.office, registration.email_key
    given = {name: getattr(registration, name) for name in IDENTITY}
    given |= {"created_at": now, "search_key": registration.search_key}
    if not key:
        return Participant.objects.create(office=office, **given)
    person, made = Participant.objects.get_or_create(office=office, email_key=key, defaults=given)
    if not made:
        person = _hold(person)
        fill_blanks(person, given)
    return person


def _hold(person):
    """The person `person` leads to, locked; read again where a merge, or its undoing, came in between."""
    people = lock_people({person.pk, person.merged_into_id or person.pk})
    if people[person.pk].merged_into_id != person.merged_into_id:
        return _hold(people[person.pk])
    return people[person.merged_into_id or person.pk]


@transaction.atomic
def correct(*, registration, data, by, now):
    """Write corrections (`data`: {field: clean value}) by the person or by staff; the address stays as proved.

    Returns the names of the fields that changed. The row is read again under the workshop's lock: a decision about the
    seat taken since the caller read it stays.
    """
    workshop = lock_workshop(registration.workshop_id)
    registration = Registration.objects.select_related("institution", "region").get(pk=registration.pk)
    registration.workshop = workshop
    changed = write_details(registration, {name: value for name, value in data.items() if name != "email"})
    if changed:
        registration.save()
        before, after = plain(changed, 0), plain(changed, 1)
        record(by=by, now=now, obj=registration, verb="correct", office=registration.workshop.office, before=before, after=after)
        if "institution" in changed:  # another quota may have room now
            offers.fill(workshop, freed=0, now=now)
    return sorted(changed)


def plain(changed, side):
    """One side of `write_details`' answer as plain values for the history."""
    return {name: _plain(pair[side]) for name, pair in changed.items()}


def search_key(person):
    """The stored folded text by which a registration or a participant is found."""
    return person_key(person.given_name, person.family_name, person.arabic_name, person.email)


def _plain(value):
    return value if isinstance(value, bool | int | None) else str(value)


def _set(registration, name, value):
    if name == "function":  # one answer replaces what was said in another language
        for code, _label in settings.LANGUAGES:
            setattr(registration, f"function_{code}", "")
    setattr(registration, name, value)


def fill_blanks(person, given):
    """Set of `given` ({column: value}) what the person leaves blank; overwrites nothing."""
    blank = [name for name in IDENTITY if not getattr(person, name) and given[name]]
    for name in blank:
        setattr(person, name, given[name])
    if blank:
        person.search_key = search_key(person)
        person.save(update_fields=[*blank, "search_key"])
