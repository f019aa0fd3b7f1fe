"""The jobs of reports: a file is made by whoever of the workers comes first; a repeated job does no harm."""

import logging

from django.utils import timezone
from django_tasks import task

from reports.exporting import fail, produce
from reports.models import ReportExport

log = logging.getLogger(__name__)


@task()
def make_export(pk):
    """Make the file `pk`; a fault is kept on its row, its kind alone."""
    export = ReportExport.objects.unfinished().select_related("by").filter(pk=pk).first()
    if export is None:
        return
    try:
        produce(export=export, now=timezone.now())
    except Exception:
        log.exception("export %s could not be made", pk)
        fail(pk, "broken", timezone.now())
