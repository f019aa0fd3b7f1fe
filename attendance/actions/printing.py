"""Papers of a whole workshop: ordered from a worker, erased when their day is over."""

from datetime import timedelta

from django.db import transaction

from attendance.models import PrintBatch
from attendance.printing import FOLDER, amount, path_of
from attendance.tasks import make_papers

#: they hold names, and serve the moment: whoever needs them later orders them again
KEPT = timedelta(days=1)


@transaction.atomic
def order_papers(*, workshop, kind, language, by, now):
    """Have the papers of `kind` made by a worker. Returns the PrintBatch, or the one of the same papers still under way."""
    under_way = PrintBatch.objects.filter(workshop=workshop, kind=kind, language=language, state=PrintBatch.State.MAKING)
    if batch := under_way.first():
        return batch
    total, _rows = amount(workshop, kind)
    values = {"kind": kind, "language": language, "total": total, "by": by.user, "created_at": now}
    batch = PrintBatch.objects.create(workshop=workshop, **values)
    make_papers.enqueue(batch.pk)
    return batch


def erase_papers(*, now):
    """Erase papers a day after they were ordered, and files of theirs that no row names. Returns how many files went.

    A sweep: run twice, the second finds nothing.
    """
    PrintBatch.objects.filter(created_at__lt=now - KEPT).delete()
    named = set(PrintBatch.objects.exclude(file="").values_list("file", flat=True))
    root, latest = path_of(""), (now - KEPT).timestamp()
    old = [path for path in (root / FOLDER).rglob("*") if path.is_file() and path.stat().st_mtime < latest]
    unnamed = [path for path in old if path.relative_to(root).as_posix() not in named]
    for path in unnamed:
        path.unlink(missing_ok=True)
    return len(unnamed)
