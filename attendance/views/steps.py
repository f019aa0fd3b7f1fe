"""Where the paper of a register stands and what comes next; the pages of attendance beside each other."""

from django.urls import reverse
from django.utils.translation import gettext as _

from attendance.views.loading import may


def sections(workshop, here):
    """The context of `attendance/_sections.html`: the pages of attendance this user may open, and the current one."""
    pages = [
        ("grid", _("Marks"), reverse("attendance:grid", args=[workshop.code])),
        ("papers", _("Sheets and scans"), reverse("attendance:papers", args=[workshop.code])),
        ("door", _("At the door"), reverse("attendance:door", args=[workshop.code])),
    ]
    if may(workshop, "registrations.read"):
        pages.append(("review", _("To review"), reverse("attendance:review", args=[workshop.code])))
    return {"sections": pages, "section_here": here, "questions": None, "scans_waiting": None}


def next_of(code, column, scans, may_validate):
    """The next step of a register of workshop `code`: {"url", "label"}, or None when it is settled."""
    register = column.register
    arguments = [code, register.pk]
    grid = f"{reverse('attendance:grid', args=arguments[:1])}?register={register.pk}"
    signed = reverse("attendance:signed", args=arguments)
    if column.validated and scans:
        return None
    if not column.reached:
        return {"url": reverse("attendance:one_sheet", args=arguments), "label": _("Print the sheet")}
    if column.unmarked and not column.validated:
        return {"url": grid, "label": _("Enter the marks")}
    if not scans:
        return {"url": signed, "label": _("Attach the signed sheet")}
    return {"url": signed, "label": _("Validate")} if may_validate else None
