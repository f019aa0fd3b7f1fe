"""Handing out stored files: always the file that was kept, never a new rendering."""

import tempfile
import zipfile
from io import BytesIO

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.history import Actor, record
from certificates.actions.events import Kind, note, note_all
from certificates.actions.files import path_of
from certificates.models import Certificate, IssueBatch
from documents.joining import join
from workshops.models import Workshop


@require_safe
def certificate_file(request, pk):
    """The PDF of one certificate."""
    found = Certificate.objects.visible_to(request.user, "certificates.read").filter(stored_at__isnull=False)
    certificate = get_object_or_404(found, pk=pk)
    answer = send(certificate)
    note(certificate=certificate, kind=Kind.FETCHED, now=timezone.now(), by=request.user)
    return answer


@require_safe
def all_files(request, code):
    """A ZIP of every stored certificate in force."""
    workshop, stored = _taken(request, code)
    packed = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    with zipfile.ZipFile(packed, "w") as archive:  # PDFs are compressed already
        for path in map(path_of, stored):
            if path.is_file():
                archive.write(path, path.name)
    packed.seek(0)
    return _private(FileResponse(packed, as_attachment=True, filename=f"{workshop.code}.zip", content_type="application/zip"))


@require_safe
def print_all(request, code):
    """One PDF of every stored certificate in force, for the printer."""
    workshop, stored = _taken(request, code)
    return _printed(stored, workshop, _("Certificates"))


@require_safe
def print_batch(request, pk):
    """One PDF of what a batch has made and still holds good: certificates, or papers printed beforehand."""
    workshops = Workshop.objects.visible_to(request.user, "certificates.read")
    batch = get_object_or_404(IssueBatch.objects.select_related("workshop__office"), pk=pk, workshop__in=workshops)
    stored = list(batch.certificates.printable().order_by("year", "sequence", "pk"))
    _note(request, batch.workshop, stored)
    return _printed(stored, batch.workshop, _("Provisional papers") if batch.provisional else _("Certificates"))


def _taken(request, code):
    """(the workshop, its stored certificates in force), noted as taken by this user."""
    readable = Workshop.objects.visible_to(request.user, "certificates.read").select_related("office")
    workshop = get_object_or_404(readable, code=code)
    stored = list(workshop.certificates.current().filter(stored_at__isnull=False).order_by("year", "sequence", "pk"))
    _note(request, workshop, stored)
    return workshop, stored


def _note(request, workshop, stored):
    now = timezone.now()
    record(by=Actor.of(request.user), now=now, obj=workshop, verb="export_certificates", office=workshop.office)
    note_all(certificates=stored, by=request.user, now=now)


def _printed(stored, workshop, what):
    """One PDF with the tags of all files; 404 when there is none."""
    paths = [path for path in map(path_of, stored) if path.is_file()]
    if not paths:
        raise Http404
    joined = join([path.read_bytes() for path in paths], title=f"{what}: {workshop}")
    return _private(
        FileResponse(BytesIO(joined), as_attachment=True, filename=f"{workshop.code}.pdf", content_type="application/pdf")
    )


def taken(request, certificate):
    """The stored file as a download by its holder, noted as one."""
    answer = send(certificate)
    if request.method == "GET":
        note(certificate=certificate, kind=Kind.DOWNLOADED, now=timezone.now())
    return answer


def send(certificate):
    """The stored file as a download; 404 when it is not there."""
    try:
        file = path_of(certificate).open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    return _private(_pdf(file, path_of(certificate).name))


def _pdf(file, name):
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")


def _private(response):
    patch_cache_control(response, private=True, no_store=True)
    return response
