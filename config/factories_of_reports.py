"""Rows of reports for tests, by keyword: kept reports and narrative ones."""

import zlib
from datetime import UTC, datetime

from accounts.history import Actor
from reports.freezing import freeze, keep_draft
from reports.models import DonorReport
from reports.narrating import add_photo, start, write
from reports.scope import find_scope

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def kept_report(workshop, *, frozen=False, publication=True, title=None, now=NOW):
    """A report of the workshop's project in its office, for publication; a draft unless `frozen`."""
    scope = find_scope(project=workshop.project, offices=[workshop.office])
    values = {
        "title": title or f"Report {DonorReport.objects.count() + 1}",
        "publication": publication,
        "by": Actor.system("test"),
        "now": now,
    }
    made = keep_draft(scope=scope, **values)
    return freeze(report=made, by=Actor.system("test"), now=now) if frozen else made


def narrative(workshop, *, language="fr", now=NOW, **texts):
    """The narrative report of a workshop, with `texts` written."""
    by = Actor.system("test")
    made = start(office=workshop.office, workshop=workshop, language=language, by=by, now=now)
    return write(narrative=made, values=texts, revision=made.revision, by=by, now=now)


def photo(narrative, *, shade=80, caption="The room"):
    """A grey photograph in a narrative report."""
    stated = {"caption": caption, "consent": "All agreed.", "by": Actor.system("test"), "now": NOW}
    return add_photo(narrative=narrative, data=png(shade), **stated)


def png(shade=80, width=40, height=30):
    """The bytes of a PNG of one grey."""

    def chunk(kind, data):
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    rows = zlib.compress((b"\0" + bytes([shade]) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
