"""The photographs of a narrative report: adding one with its stated consent, showing it, taking it out."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.history import Actor
from documents.images import ImageRefused
from participants.models import Registration
from reports import narrating
from reports.models import Narrative, NarrativePhoto
from reports.narrative_forms import CONSENT, PhotoForm

REFUSALS = {
    "known": lambda: _("This photograph is in the report already."),
    "too_many": lambda: _("The report holds as many photographs as it may; take one out first."),
    "unknown_type": lambda: _("This is not a PNG or a JPEG that can be read."),
    "broken": lambda: _("This is not a PNG or a JPEG that can be read."),
    "too_many_pixels": lambda: _("The picture has too many pixels. Send a smaller one."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def photos(request, pk):
    """The photographs of a report, and the form for one more."""
    narrative = _narrative(request.user, pk)
    form = PhotoForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            _add(request, narrative, form.cleaned_data)
        except (ImageRefused, narrating.NarrativeRefused) as refused:
            form.add_error("photo", REFUSALS[refused.code]())
        else:
            messages.success(request, _("The photograph is in the report."))
            return redirect("reports:photos", pk)
    agreed, asked = _agreed(narrative)
    context = {"narrative": narrative, "form": form, "photos": narrative.photos.all(), "agreed": agreed, "asked": asked}
    return render(request, "reports/narratives/photos.html", context)


@require_safe
def photo_file(request, pk, photo):
    """One photograph, for who reads the report."""
    narrative = get_object_or_404(Narrative.objects.visible_to(request.user), pk=pk)
    found = get_object_or_404(narrative.photos, pk=photo)
    try:
        file = narrating.path_of(found).open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    response = FileResponse(file, content_type="image/jpeg")
    patch_cache_control(response, private=True, no_store=True)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def photo_remove(request, pk, photo):
    narrative = _narrative(request.user, pk)
    found = get_object_or_404(NarrativePhoto.objects.filter(narrative=narrative).select_related("narrative__office"), pk=photo)
    narrating.remove_photo(photo=found, by=Actor.of(request.user), now=timezone.now())
    messages.success(request, _("The photograph is taken out."))
    return redirect("reports:photos", pk)


def _add(request, narrative, cleaned):
    with translation.override(narrative.language):
        consent = str(CONSENT)
    by, now = Actor.of(request.user), timezone.now()
    narrating.add_photo(narrative=narrative, data=cleaned["photo"], caption=cleaned["caption"], consent=consent, by=by, now=now)


def _narrative(user, pk):
    return get_object_or_404(
        Narrative.objects.visible_to(user, "reports.edit").select_related("office", "workshop", "project"), pk=pk
    )


def _agreed(narrative):
    """(how many confirmed participants agreed to appear in photographs, of how many); (0, 0) for a report of a project."""
    if narrative.workshop is None:
        return 0, 0
    answers = list(Registration.objects.filter(workshop=narrative.workshop).confirmed().values_list("photo_consent", flat=True))
    return sum(answers), len(answers)
