"""Noting what happens to a certificate's file and code."""

from datetime import timedelta

from certificates.models import CertificateEvent

Kind = CertificateEvent.Kind
#: a stranger who looks again and again is one event
SAME = timedelta(hours=1)


def note(*, certificate, kind, now, by=None):
    """Keep that `certificate` was downloaded, verified or compared; `by`: of the staff, never a stranger."""
    if by is None and certificate.events.filter(kind=kind, at__gt=now - SAME).exists():
        return
    CertificateEvent.objects.create(certificate=certificate, kind=kind, at=now, by=by)


def note_all(*, certificates, by, now):
    """Keep that somebody of the staff took the files of all `certificates` at once."""
    rows = [CertificateEvent(certificate=row, kind=Kind.FETCHED, at=now, by=by) for row in certificates]
    CertificateEvent.objects.bulk_create(rows)
