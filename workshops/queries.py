"""Reading the schedule: querysets in, querysets or plain values out."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from workshops.models import Workshop

#: key, label, URL name, capability that shows it
TABS = [
    ("overview", _("Overview"), "reports:workshop", "workshops.read"),
    ("programme", _("Programme"), "workshops:programme", "workshops.read"),
    ("participants", _("Participants"), "participants:list", "registrations.read"),
    ("attendance", _("Attendance"), "attendance:grid", "attendance.read"),
    ("scores", _("Tests"), "evaluations:scores", "evaluations.read"),
    ("certificates", _("Certificates"), "certificates:list", "certificates.read"),
    ("funding", _("Funding"), "workshops:funding", "reports.read"),
    ("letters", _("Letters"), "participants:letters", "letters.read"),
    ("history", _("History"), "workshops:history", "history.read"),
]


def frame(workshop, user, tab):
    """The context of `workshops/workshop_base.html`: the workshop, its tabs this user may open, the current one."""
    tabs = [
        {"key": key, "label": label, "url": reverse(name, args=[workshop.code])}
        for key, label, name, capability in TABS
        if Workshop.objects.visible_to(user, capability).filter(pk=workshop.pk).exists()
    ]
    return {"workshop": workshop, "tabs": tabs, "tab": tab}
