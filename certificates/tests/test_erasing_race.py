"""A person is erased at the moment the certificate is issued: no certificate keeps a name read before."""

from threading import Event

import pytest

from accounts.history import Actor
from certificates.actions import erasing, issuing
from certificates.models import Certificate
from participants.tests.test_seats_race import at_once, need

SYSTEM = Actor.system("test")


def erased_while_issuing(registration, now, monkeypatch, *, patience):
    """Issue; once the names are read, erase, for which issuing waits `patience` seconds. The errors, and the names written."""
    need("postgres")
    names_read, over, read = Event(), Event(), issuing.candidates

    def read_and_wait(*arguments):
        found = read(*arguments)
        names_read.set()
        over.wait(patience)
        return found

    def erase():
        names_read.wait(30)
        try:
            erasing.erase(participant=registration.participant, keep_name=False, reason="Asked for", by=SYSTEM, now=now)
        finally:
            over.set()

    monkeypatch.setattr(issuing, "candidates", read_and_wait)
    errors = at_once([lambda: issuing.issue(registration=registration, by=SYSTEM, now=now), erase])
    return [getattr(error, "code", error) for error in errors], [row.snapshot["latin_name"] for row in Certificate.objects.all()]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_erasing_waits_for_the_certificate_and_is_refused(held, attend, now, monkeypatch):
    found = erased_while_issuing(attend(held, family_name="ALAMI"), now, monkeypatch, patience=0.5)
    assert found == (["being_made"], ["Amina ALAMI"])


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_name_is_written_after_it_was_erased(held, attend, now, monkeypatch):
    """The control: the person is erased, and the certificate says the name."""
    monkeypatch.setattr(erasing, "_hold_workshops", lambda _person: None)
    found = erased_while_issuing(attend(held, family_name="ALAMI"), now, monkeypatch, patience=30)
    assert found == ([], ["Amina ALAMI"])
