"""The letter that invites an institution: the e-mail to its focal point, and the same as a paper to sign."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from documents import pdf, qr
from mailing.actions import queue_letter
from participants.queries.nominations import quota_of

TEMPLATE, STYLESHEET = "participants/pdf/invitation.html", "css/invitation.css"
ADDRESSES = {"link": "participants:nominate", "paper": "participants:nominate_letter"}


def write(*, invitation, kind, now, token="", reason=""):
    """Queue the letter `kind` to the focal point, in the invitation's language, with the link of `token` where there is one."""
    point, workshop = invitation.focal_point, invitation.workshop
    with translation.override(invitation.language):
        context = _words(invitation) | {"name": point.name, "reason": reason}
        context |= {name: address(token, to) if token else "" for name, to in ADDRESSES.items()}
        text = render_to_string(f"participants/nominations/mail/{kind}.txt", context)
    subject, _newline, text = text.strip().partition("\n")
    return queue_letter(
        office=workshop.office, kind=kind, to=point.email, language=invitation.language,
        subject=subject, text=text.strip() + "\n", about=workshop, now=now,
    )  # fmt: skip


def paper(*, invitation, token, day):
    """The PDF bytes of the letter in the invitation's language, dated `day`, with the link of `token` and its QR code."""
    link = address(token, ADDRESSES["link"])
    with translation.override(invitation.language):
        context = _words(invitation) | {
            "point": invitation.focal_point,
            "day": day,
            "link": link,
            "qr": qr.data_uri(link),
            "language": invitation.language,
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
        }
        return pdf.render(TEMPLATE, context, stylesheets=[STYLESHEET])


def address(token, name):
    """The absolute address of the page `name` that `token` opens."""
    return settings.SITE_URL + reverse(name, args=[token])


def _words(invitation):
    """What letter and paper say alike, in the active language; the institution as it is called on the workshop's first day."""
    workshop = invitation.workshop
    return {
        "invitation": invitation,
        "workshop": workshop,
        "title": workshop.title or workshop.code,
        "institution": invitation.institution.label(workshop.start),
        "seats": quota_of(invitation),
        "office_name": str(workshop.office),
    }
