"""One certificate as it would be: no number is taken, no address leads anywhere, and the paper says so."""

from dataclasses import replace

from django.conf import settings
from django.urls import reverse

from certificates import pdf
from certificates.notes import PREVIEW
from certificates.queries import event_of, kind_of, local_day, person_of
from certificates.snapshot import compose


def render_preview(candidate, workshop, now):
    """The PDF bytes, or the exception that says why there are none."""
    snapshot = compose(
        replace(event_of(workshop), note=PREVIEW),
        person_of(candidate, workshop),
        kind=kind_of(workshop),
        number=f"{workshop.office.code}/----/----",
        verify_url=settings.SITE_URL + reverse("certificates:verify_form"),
        issued_on=local_day(workshop.office, now),
    )
    [made] = pdf.render_many([snapshot])
    return made
