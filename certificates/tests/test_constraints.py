import pytest
from django.db import IntegrityError, transaction

from accounts.history import Actor
from certificates.actions.issuing import issue
from certificates.models import Certificate, CertificateEvent, Design, Erasure, NumberSequence, Wording


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
        {"state": "provisional", "printed_at": "2026-01-01T00:00Z"},  # issued all the same
        {"state": "provisional", "issued_at": None},  # never printed
        {"state": "revoked", "revoke_reason": "x", "revoked_at": "2026-01-01T00:00Z", "issued_at": None},
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


@pytest.mark.parametrize("fields", [{"layout": "round"}, {"languages": "en-xx"}, {"language": "xx"}])
def test_database_refuses_designs(held, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Design.objects.create(workshop=held, **fields)


@pytest.mark.parametrize("fields", [{"position": 0}, {"position": 1}, {"position": 3, "again": False}])
def test_database_refuses_signatures(held, office, fields):
    """A place taken, somebody who signs already, a fourth place."""
    first, second = office.signatories.get(), office.signatories.create(name="Second")
    design = Design.objects.create(workshop=held)
    design.signings.create(signatory=first, position=0)
    signatory = first if fields.pop("again", fields["position"] == 1) else second
    with pytest.raises(IntegrityError), transaction.atomic():
        design.signings.create(signatory=signatory, **fields)


@pytest.mark.parametrize(
    "fields", [{}, {"language": "ar", "heading": "H"}, {"language": "ar", "kind": "poster"}, {"language": "xx"}]
)
def test_database_refuses_wordings(office, now, fields):
    """The same again, words without a sentence, a kind and a language nobody knows."""
    values = {"office": office, "kind": "completion", "language": "fr", "changed_at": now}
    Wording.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Wording.objects.create(**values | fields)


def test_database_refuses_a_second_number_reserved_for_one_person(certificate):
    reserved = {"state": "provisional", "issued_at": None, "printed_at": certificate.issued_at}
    copy(certificate, **reserved)
    with pytest.raises(IntegrityError):
        copy(certificate, **reserved, sequence=100, number="N/100", token="t100")


def test_database_refuses_events_of_no_kind_or_of_strangers_by_name(certificate, coordinator):
    for fields in ({"kind": "stolen"}, {"kind": "downloaded", "by": coordinator}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CertificateEvent.objects.create(certificate=certificate, at=certificate.issued_at, **fields)


def test_database_refuses_erasures_without_reason_and_twice(certificate, office):
    at, person = certificate.issued_at, certificate.registration.participant
    asked, done = {"state": "asked", "asked_at": at}, {"state": "done", "decided_at": at, "reason": "x"}
    for fields in (asked, done):
        Erasure.objects.create(office=office, participant=person, **fields)
    for fields in (asked, done, {"state": "refused", "decided_at": at}, {"state": "asked"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Erasure.objects.create(office=office, participant=person, **fields)
