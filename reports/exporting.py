"""Files of large reports, made in the background: ordered, made step by step, handed out to one person, dropped."""

import secrets
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.utils.datastructures import MultiValueDict

from documents.keeping import keep
from participants.models import Registration
from reports.actions import build_report
from reports.exports.formats import FORMATS, file_name
from reports.exports.iati.missing import Incomplete
from reports.models import ReportExport
from reports.payload import build_payload
from reports.reading import reader_of, scope_of

#: registrations from which on a file is prepared in the background: about two seconds of counting
LARGE = 5_000
KEPT = timedelta(days=7)
#: a file that is being written has no finished row yet
AT_LEAST = timedelta(days=1)
FOLDER = "exports"
State = ReportExport.State


def is_large(scope):
    """Whether the files of `scope` take so long that nobody should wait for them on the page; one query."""
    return Registration.objects.filter(workshop__in=scope.workshops().reported().values("pk"))[LARGE:].exists()


@transaction.atomic
def order(*, by, kind, language, query, now):
    """(export, is_new): a file to be made; the one already under way when the same was ordered twice."""
    wanted = {"by": by, "kind": kind, "language": language, "query": query}
    waiting = ReportExport.objects.unfinished().filter(**wanted).order_by("pk").first()
    if waiting:
        return waiting, False
    name = f"{FOLDER}/{secrets.token_hex(16)}.{FORMATS[kind].ending}"
    return ReportExport.objects.create(**wanted, file=name, created_at=now), True


def produce(*, export, now):
    """Make the file of `export` and keep it; what its owner may no longer read, or what lacks data, ends as failed.

    Run twice, the file is written again under the same name.
    """
    _step(export, 0)
    try:
        reader = reader_of(export.by)
        scope = scope_of(as_query(export.query), reader)
        publication = reader.public or FORMATS[export.kind].published
        report = build_report(scope, now=now, publication=publication)
        _step(export, 1)
        payload = build_payload(report, whole=True)
        _step(export, 2)
        content = FORMATS[export.kind].write(payload, export.language)
    except Http404:
        fail(export.pk, "gone", now)
    except Incomplete:
        fail(export.pk, "incomplete", now)
    else:
        keep(path_of(export), content)
        done = {"state": State.DONE, "step": ReportExport.STEPS, "finished_at": now, "size": len(content)}
        done |= {"publication": publication}
        _under_way(export.pk).update(**done, name=file_name(payload, export.kind))


def as_query(kept):
    """A kept query as an address has it: {name: [values]} with `getlist`."""
    return MultiValueDict(kept)


def path_of(export):
    return Path(settings.MEDIA_ROOT) / export.file


def fail(pk, code, now):
    """The export ends without a file; `code` is told in words by the page."""
    _under_way(pk).update(state=State.FAILED, error=code, finished_at=now)


def drop(export):
    """The file and its row are gone, at once."""
    path_of(export).unlink(missing_ok=True)
    export.delete()


def drop_exports(*, now):
    """Drop what is older than a week, and files that no row names. Returns how many. A sweep: the second run finds none."""
    old = list(ReportExport.objects.filter(created_at__lt=now - KEPT).order_by("pk"))
    for export in old:
        drop(export)
    return len(old) + _drop_unnamed(now)


def _drop_unnamed(now):
    root = Path(settings.MEDIA_ROOT)
    named = set(ReportExport.objects.values_list("file", flat=True))
    latest = (now - AT_LEAST).timestamp()
    found = [path for path in (root / FOLDER).glob("*") if path.is_file() and path.stat().st_mtime < latest]
    unnamed = [path for path in found if path.relative_to(root).as_posix() not in named]
    for path in unnamed:
        path.unlink(missing_ok=True)
    return len(unnamed)


def _step(export, number):
    _under_way(export.pk).update(state=State.WORKING, step=number)


def _under_way(pk):
    return ReportExport.objects.unfinished().filter(pk=pk)
