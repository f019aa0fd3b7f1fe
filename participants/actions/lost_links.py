""" "Send me my link again": new personal links to what is registered under an address, in one letter of each office."""

from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from mailing.actions import queue_letter
from participants import letters
from participants.actions.links import VALID_AFTER_END, make_link
from participants.models import Registration
from participants.rules.identity import email_key

KIND = "own_links"
#: workshops one letter names, the latest first
MOST = 10


@transaction.atomic
def send_links(*, email, now):
    """Write to `email` the links of its live registrations whose links still open something. Answers None whatever is known.

    A stranger fills nobody's letter box: at most `letters.MOST` such letters an hour.
    """
    key = email_key(email)
    rows = Registration.objects.filter(email_key=key, workshop__end__gte=(now - VALID_AFTER_END).date()).live()
    rows = rows.select_related("workshop__office").order_by("workshop__office", "-workshop__start", "-pk") if key else []
    for _office, found in groupby(rows, key=lambda row: row.workshop.office):
        _write(list(found)[:MOST], now)


def _write(registrations, now):
    newest = registrations[0]
    if letters.are_plenty(registration=newest, kind=KIND, now=now):
        return
    language = newest.language or translation.get_language() or "en"
    with translation.override(language):
        subject, text = _compose(registrations, now)
    queue_letter(
        office=newest.workshop.office,
        kind=f"registration_{KIND}",
        to=newest.email,
        language=language[:2],
        subject=subject,
        text=text,
        about=newest,
        now=now,
    )


def _compose(registrations, now):
    newest = registrations[0]
    context = {
        "name": letters.name_of(newest),
        "office": newest.workshop.office,
        "entries": [(row.workshop, _address(row, now)) for row in registrations],
    }
    subject, _newline, text = render_to_string(f"participants/mail/{KIND}.txt", context).strip().partition("\n")
    return subject, text.strip() + "\n"


def _address(registration, now):
    return settings.SITE_URL + reverse("certificates:own_page", args=[make_link(registration=registration, now=now)])
