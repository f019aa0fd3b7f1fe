"""One gap-free sequence of numbers per office and year."""

import re
import secrets

from django.conf import settings
from django.urls import reverse

from certificates.models import Certificate, NumberSequence
from certificates.queries import local_day
from certificates.snapshot import compose

#: the folder of papers printed beforehand, beside the certificates they may become
PROVISIONAL = "provisional"
LETTERS = {Certificate.Kind.PARTICIPATION: "P", Certificate.Kind.COMPLETION: "C", Certificate.Kind.FACILITATOR: "F"}


def take_number(*, office, year):
    """The next number of `office` in `year`. Call it in the transaction that writes the row.

    The sequence's row stays locked until that transaction ends: one that fails gives its number back, so none is lost.
    """
    NumberSequence.objects.get_or_create(office=office, year=year)
    sequence = NumberSequence.objects.select_for_update(of=("self",)).get(office=office, year=year)
    sequence.last += 1
    sequence.save(update_fields=["last"])
    return sequence.last


def numbered(*, workshop, kind, now, **whose):
    """A Certificate with the next number and a new token, of a registration or an engagement; not saved. See `take_number`."""
    year = local_day(workshop.office, now).year
    sequence = take_number(office=workshop.office, year=year)
    number = number_text(workshop.office, year, sequence, kind)
    token = secrets.token_urlsafe(18)  # 144 bits
    numbers = {"year": year, "sequence": sequence, "number": number, "token": token}
    return Certificate(office=workshop.office, workshop=workshop, kind=kind, **numbers, **whose)


def say(certificate, event, person, now):
    """Put every word on `certificate` that it will print, and forget the file of what it said before; not saved."""
    certificate.snapshot = compose(
        event,
        person,
        kind=certificate.kind,
        number=certificate.number,
        verify_url=settings.SITE_URL + reverse("certificates:verify", args=[certificate.token]),
        issued_on=local_day(certificate.office, now),
    )
    certificate.file = certificate.sha256 = certificate.error = ""
    certificate.stored_at, certificate.attempts = None, 0


def number_text(office, year, sequence, kind):
    """The number as printed: OFFICE/YEAR/0042/P."""
    return f"{office.code}/{year}/{sequence:04}/{LETTERS[kind]}"


def file_name(certificate):
    """The path of its PDF below MEDIA_ROOT; an office code with unusual letters gets the row's id, so that no two meet."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", certificate.number)
    unusual = re.search(r"[^A-Za-z0-9._-]", certificate.number.split("/")[0]) or certificate.number.count("/") != 3
    folder = f"{PROVISIONAL}/" if certificate.state == Certificate.State.PROVISIONAL else ""
    return f"certificates/{certificate.year}/{folder}{safe}{f'-{certificate.pk}' if unusual else ''}.pdf"
