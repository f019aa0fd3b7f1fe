"""One gap-free sequence of numbers per office and year."""

import re

from certificates.models import Certificate, NumberSequence

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


def number_text(office, year, sequence, kind):
    """The number as printed: OFFICE/YEAR/0042/P."""
    return f"{office.code}/{year}/{sequence:04}/{LETTERS[kind]}"


def file_name(certificate):
    """The path of its PDF below MEDIA_ROOT; an office code with unusual letters gets the row's id, so that no two meet."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", certificate.number)
    unusual = re.search(r"[^A-Za-z0-9._-]", certificate.number.split("/")[0]) or certificate.number.count("/") != 3
    return f"certificates/{certificate.year}/{safe}{f'-{certificate.pk}' if unusual else ''}.pdf"
