"""The files of certificates: typeset from the snapshot, written safely, never typeset again once stored."""

import hashlib
import logging
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from certificates import pdf
from certificates.actions.numbers import PROVISIONAL, file_name
from certificates.models import Certificate

log = logging.getLogger(__name__)


def path_of(certificate):
    """Where the stored file lies."""
    return Path(settings.MEDIA_ROOT) / certificate.file


def store_file(*, certificate, now):
    """Make and keep the file of one certificate; returns whether it is kept. See `store_files`."""
    return store_files(certificates=[certificate], now=now) == 1


def store_files(*, certificates, now):
    """Make and keep the files of `certificates`, at most 100, that are not kept already; returns how many are.

    Idempotent and safe to kill: the attempts are counted first, each file gets its name only when it lies on the disk
    whole, and only then is its row marked. A failure is kept on the row (its kind, no personal data) and logged.
    """
    missing = [row for row in certificates if not row.stored_at]
    Certificate.objects.filter(pk__in=[row.pk for row in missing]).update(attempts=F("attempts") + 1)
    for row, made in zip(missing, pdf.render_many([row.snapshot for row in missing]), strict=True):
        try:
            _keep(row, _bytes(made), now)
        except Exception as error:
            log.exception("certificate %s could not be stored", row.pk)
            Certificate.objects.filter(pk=row.pk, stored_at=None).update(error=type(error).__name__[:200])
        row.refresh_from_db()
    return sum(row.stored_at is not None for row in certificates)


def _bytes(made):
    """What is kept and hashed, whole. A seal or an Open Badge is added here: after assembly, before the hash."""
    if isinstance(made, Exception):
        raise made
    return made


def retry_files(*, certificates):
    """Give the certificates of a queryset that failed their three attempts again; returns their ids."""
    ids = list(certificates.filter(stored_at=None).order_by("pk").values_list("pk", flat=True))
    Certificate.objects.filter(pk__in=ids, stored_at=None).update(attempts=0, error="")
    return ids


def _keep(certificate, data, now):
    """Name the file and mark the row under the row's lock: of two at work on one certificate, the first stays.

    What was typeset from words that are no longer the row's, because it was issued meanwhile, is dropped.
    """
    name = file_name(certificate)
    target = Path(settings.MEDIA_ROOT) / name
    written = _write_aside(target, data)
    try:
        with transaction.atomic():
            row = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
            if row.stored_at or row.snapshot != certificate.snapshot:
                return
            written.replace(target)
            _sync(target.parent)
            row.file, row.sha256, row.stored_at, row.error = name, hashlib.sha256(data).hexdigest(), now, ""
            row.save(update_fields=["file", "sha256", "stored_at", "error"])
        if row.state != Certificate.State.PROVISIONAL:
            (target.parent / PROVISIONAL / target.name).unlink(missing_ok=True)
    finally:
        written.unlink(missing_ok=True)


def _write_aside(target, data):
    """`data` on the disk, under a temporary name beside `target`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".part", delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return Path(file.name)


def _sync(folder):
    """A rename is safe only once its folder is on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
