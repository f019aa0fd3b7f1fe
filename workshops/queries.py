"""Reading the schedule: querysets in, querysets or plain values out."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from workshops.models import Workshop
from workshops.rules.transitions import next_state

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

#: the state changes of the header: those of this app are posted at once, the others open the page that asks for more
MOVES = [
    {"verb": "approve", "label": _("Approve"), "name": "workshops:transition", "args": ["approve"], "post": True},
    {"verb": "publish", "label": _("Publish"), "name": "workshops:transition", "args": ["publish"], "post": True},
    {
        "verb": "close_registration",
        "label": _("Close registration"),
        "name": "workshops:transition",
        "args": ["close_registration"],
        "post": True,
    },
    {
        "verb": "reopen_registration",
        "label": _("Reopen registration"),
        "name": "workshops:transition",
        "args": ["reopen_registration"],
        "post": True,
    },
    {"verb": "postpone", "label": _("Postpone"), "name": "participants:postpone", "args": [], "post": False},
    {"verb": "cancel", "label": _("Cancel the workshop"), "name": "participants:cancel", "args": [], "post": False},
]


def frame(workshop, user, tab):
    """The context of `workshops/workshop_base.html`: the workshop, its tabs this user may open, the current one.

    `may` is the set of capabilities held on this workshop, of those the tabs ask for and "workshops.edit"; one query.
    `moves` are the state changes the header offers, for those who may edit.
    """
    may = held(workshop, user, {"workshops.edit", *(capability for *_rest, capability in TABS)})
    tabs = [
        {"key": key, "label": label, "url": reverse(name, args=[workshop.code])}
        for key, label, name, capability in TABS
        if capability in may
    ]
    moves = [move for move in MOVES if next_state(workshop.state, move["verb"])] if "workshops.edit" in may else []
    return {"workshop": workshop, "tabs": tabs, "tab": tab, "may": may, "moves": _with_urls(moves, workshop)}


def held(workshop, user, capabilities):
    """Those of `capabilities` that `user` holds on `workshop`; one query."""
    names = {capability.replace(".", "_"): capability for capability in capabilities}
    flags = {
        name: Exists(Workshop.objects.visible_to(user, capability).filter(pk=OuterRef("pk")))
        for name, capability in names.items()
    }
    row = Workshop.objects.filter(pk=workshop.pk).annotate(**flags).values(*flags).get()
    return {names[name] for name, holds in row.items() if holds}


def _with_urls(moves, workshop):
    return [move | {"url": reverse(move["name"], args=[workshop.code, *move["args"]])} for move in moves]
