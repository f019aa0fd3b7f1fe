"""The letters about a registration, written in the person's own language."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import translation

from mailing.actions import queue_letter
from mailing.models import Letter
from mailing.rules.wording import fill
from participants.actions.links import make_link
from participants.models import Registration
from participants.queries.addresses import address_of
from participants.wording import PREFIX, name_of, passed_on, person_values, wording_of, workshop_values

__all__ = ["KINDS", "PREFIX", "are_plenty", "name_of", "own_link", "put_together", "write"]

#: kind → URL name of the personal link the letter carries, if any; the template is participants/mail/<kind>.txt
KINDS = {
    "prove": "participants:prove",
    "invited": "participants:prove",
    "already_registered": "certificates:own_page",
    "nominated": "certificates:own_page",
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
    "reminder": "certificates:own_page",
    "reminder_offered": "certificates:own_page",
    "certificate": "certificates:own_page",
    "message": "certificates:own_page",
    "feedback": "evaluations:own_feedback",
    "follow_up": "evaluations:own_follow_up",
}
#: letters of one kind that a stranger can cause to one address within an hour
MOST = 3


def write(*, registration, kind, now, remark="", once=None):
    """Queue the letter `kind` to the person, in the transaction of what it tells. Returns the Letter.

    None: no letter reaches the person, or that of the name `once` is written already. `remark`: what the office adds in
    its own words, where the wording has a place for it.
    """
    to = address_of(registration)
    if to is None:
        return None
    workshop, language = registration.workshop, (to.language or translation.get_language() or "en")[:2]
    wording = wording_of(office=workshop.office, kind=PREFIX + kind, language=language)
    values = workshop_values(workshop, language) | person_values(registration, language) | {"remark": remark}
    if kind.startswith("workshop_"):
        values["reason"] = workshop.state_reason
    values["link"] = own_link(registration, now, KINDS[kind]) if KINDS[kind] and "{link}" in "".join(wording) else ""
    subject, text = put_together(registration, to, language, wording, values)
    return queue_letter(
        office=workshop.office, kind=PREFIX + kind, to=to.email, language=language, subject=subject, text=text,
        about=registration, now=now, once=once,
    )  # fmt: skip


def put_together(registration, to, language, wording, values):
    """(subject, text) of the letter to the Address `to`: `wording` with `values`, and a word to whoever passes it on."""
    subject, text = (fill(part, values) for part in wording)
    if to.is_passed_on:
        text = f"{passed_on(registration, language)}\n\n{text}"
    return subject, text + "\n"


def own_link(registration, now, name="certificates:own_page"):
    """The address of a new personal link to `registration`."""
    return settings.SITE_URL + reverse(name, args=[make_link(registration=registration, now=now)])


def are_plenty(*, registration, kind, now):
    """Whether `MOST` letters of `kind` about `registration` were written within the last hour."""
    about = {"content_type": ContentType.objects.get_for_model(Registration), "object_id": str(registration.pk)}
    lately = Letter.objects.filter(**about, kind=PREFIX + kind, created_at__gt=now - timedelta(hours=1))
    return lately.count() >= MOST
