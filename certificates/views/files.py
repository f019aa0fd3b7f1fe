"""Handing out stored files: always the file that was kept, never a new rendering."""

import tempfile
import zipfile

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from accounts.history import Actor, record
from certificates.actions.files import path_of
from certificates.models import Certificate
from workshops.models import Workshop


@require_safe
def certificate_file(request, pk):
    """The PDF of one certificate."""
    found = Certificate.objects.visible_to(request.user, "certificates.read").filter(stored_at__isnull=False)
    return send(get_object_or_404(found, pk=pk))


@require_safe
def all_files(request, code):
    """A ZIP of every stored certificate in force."""
    readable = Workshop.objects.visible_to(request.user, "certificates.read").select_related("office")
    workshop = get_object_or_404(readable, code=code)
    record(by=Actor.of(request.user), now=timezone.now(), obj=workshop, verb="export_certificates", office=workshop.office)
    stored = workshop.certificates.current().filter(stored_at__isnull=False).order_by("year", "sequence", "pk")
    packed = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    with zipfile.ZipFile(packed, "w") as archive:  # PDFs are compressed already
        for path in map(path_of, stored):
            if path.is_file():
                archive.write(path, path.name)
    packed.seek(0)
    return _private(FileResponse(packed, as_attachment=True, filename=f"{workshop.code}.zip", content_type="application/zip"))


def send(certificate):
    """The stored file as a download; 404 when it is not there."""
    try:
        file = path_of(certificate).open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    name = path_of(certificate).name
    return _private(FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf"))


def _private(response):
    patch_cache_control(response, private=True, no_store=True)
    return response
