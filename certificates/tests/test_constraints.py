import pytest
from django.db import IntegrityError, transaction

from accounts.history import Actor
from certificates.actions.issuing import issue
from certificates.models import Certificate, NumberSequence


@pytest.fixture
def certificate(held, attend, now):
    return issue(registration=attend(held), by=Actor.system("test"), now=now)


def copy(certificate, **fields):
    """A second row like `certificate`, changed by `fields`."""
    values = {name: getattr(certificate, name) for name in ("office", "workshop", "kind", "year", "snapshot", "issued_at")}
    values |= {"registration": certificate.registration, "sequence": 99, "number": "N/99", "token": "t99"} | fields
    with transaction.atomic():
        return Certificate.objects.create(**values)


@pytest.mark.parametrize(
    "fields",
    [
        {},  # a second one in force
        {"state": "revoked", "revoke_reason": "x"},  # no date
        {"state": "superseded"},  # no successor
        {"registration": None},  # of nobody
        {"state": "lost"},
        {"state": "revoked", "revoke_reason": "x", "revoked_at": "2026-01-01T00:00Z", "sequence": 1},
        {"state": "revoked", "revoke_reason": "x", "revoked_at": "2026-01-01T00:00Z", "stored_at": "2026-01-01T00:00Z"},
    ],
)
def test_database_refuses(certificate, fields):
    with pytest.raises(IntegrityError):
        copy(certificate, **fields)


def test_database_refuses_number_and_token_again(certificate):
    gone = {"state": "revoked", "revoke_reason": "x", "revoked_at": certificate.issued_at}
    for field in ("number", "token"):
        with pytest.raises(IntegrityError):
            copy(certificate, **gone, **{field: getattr(certificate, field)})


def test_database_refuses_a_second_sequence(certificate, office):
    with pytest.raises(IntegrityError), transaction.atomic():
        NumberSequence.objects.create(office=office, year=2026)
