"""Files of signed sheets that no row names: a scan whose transaction was taken back leaves its file behind."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings

from attendance.models import SheetScan

#: an upload that is still running has no row yet
AT_LEAST = timedelta(days=1)


def drop_unnamed_scans(*, now):
    """Delete the files below `sheets/` that no scan kept names, once they are a day old. Returns how many.

    A sweep: run twice, the second finds nothing. They hold names and signatures that nobody could ever find or erase.
    """
    root = Path(settings.MEDIA_ROOT)
    named = set(SheetScan.objects.kept().values_list("file", flat=True))
    latest = (now - AT_LEAST).timestamp()
    old = [path for path in (root / "sheets").rglob("*") if path.is_file() and path.stat().st_mtime < latest]
    unnamed = [path for path in old if path.relative_to(root).as_posix() not in named]
    for path in unnamed:
        path.unlink(missing_ok=True)
    return len(unnamed)
