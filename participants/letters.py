"""The letters about a registration: one template per letter for all languages, written in the person's own."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from mailing.actions import queue_letter
from mailing.models import Letter
from participants.actions.links import make_link
from participants.models import Registration

#: kind → URL name of the personal link the letter carries, if any; the template is participants/mail/<kind>.txt
KINDS = {
    "prove": "participants:prove",
    "invited": "participants:prove",
    "already_registered": "certificates:own_page",
    "submitted": "certificates:own_page",
    "confirmed": "certificates:own_page",
    "waitlisted": "certificates:own_page",
    "declined": "",
    "withdrawn": "",
    "cancelled": "",
    "replaced": "",
    "offered": "certificates:own_page",
    "offer_expired": "",
    "workshop_postponed": "certificates:own_page",
    "workshop_rescheduled": "certificates:own_page",
    "workshop_cancelled": "",
}
#: letters of one kind that a stranger can cause to one address within an hour
MOST = 3


def write(*, registration, kind, now, remark=""):
    """Queue the letter `kind` to the person, in the transaction of what it tells. Without an address: None.

    `remark`: what the office adds in its own words, where the template has a place for it.
    """
    if not registration.email:
        return None
    language = registration.language or translation.get_language() or "en"
    with translation.override(language):
        subject, text = _compose(registration, kind, now, remark)
    return queue_letter(
        office=registration.workshop.office,
        kind=f"registration_{kind}",
        to=registration.email,
        language=language[:2],
        subject=subject,
        text=text,
        about=registration,
        now=now,
    )


def name_of(registration):
    """The name as the active language writes it: the Arabic one in Arabic, where there is one."""
    return registration.arabic_name if _in_arabic() and registration.arabic_name else registration.display_name


def are_plenty(*, registration, kind, now):
    """Whether `MOST` letters of `kind` about `registration` were written within the last hour."""
    about = {"content_type": ContentType.objects.get_for_model(Registration), "object_id": str(registration.pk)}
    lately = Letter.objects.filter(**about, kind=f"registration_{kind}", created_at__gt=now - timedelta(hours=1))
    return lately.count() >= MOST


def _compose(registration, kind, now, remark):
    """(subject, text) in the active language: the template's first line is the subject."""
    workshop, link = registration.workshop, ""
    if KINDS[kind]:
        link = settings.SITE_URL + reverse(KINDS[kind], args=[make_link(registration=registration, now=now)])
    context = {
        "name": name_of(registration),
        "title": workshop.title or workshop.code,
        "workshop": workshop,
        "registration": registration,
        "reason": registration.status_reason,
        "remark": remark,
        "link": link,
        "page": settings.SITE_URL + reverse("participants:public_workshop", args=[workshop.code]),
    }
    subject, _newline, text = render_to_string(f"participants/mail/{kind}.txt", context).strip().partition("\n")
    return subject, text.strip() + "\n"


def _in_arabic():
    return (translation.get_language() or "").startswith("ar")
