"""The words for what an action refused, by its reason code. Read by views and the admin alone."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

WORDS = {
    "not_allowed": _("The workshop is in another state now: this step is not open any more."),
    "closing_time_past": _("The closing time of registration is past. Give a later one first, then reopen registration."),
    "title": _("a title"),
    "sessions": _("at least one session"),
    "shares": _("the donors' shares, summing to 100 %"),
    "closed": _("The workshop is closed or cancelled: its programme cannot change any more."),
    "outside_dates": _("The workshop is not held on this day."),
    "register_in_use": _("Attendance is recorded on this sign-in sheet: its sessions can neither leave it nor be deleted."),
    "day_not_empty": _("This day has sessions already. Copy to an empty day."),
    "code_taken": _("Another workshop has taken this code at this moment. Choose another one."),
    "times_in_use": _("Attendance is recorded on this sign-in sheet: the times of its sessions cannot change any more."),
    "closes_before_opening": _("Registration would close before it opens. Change its opening time first."),
    "registers_in_use": _("Attendance is recorded already: the dates and the kind of registers cannot change any more."),
    "sessions_outside": _("Sessions would lie outside these dates. Change or delete them first."),
    "sessions_overlap": _("With one register per half-day these sessions would lie over each other."),
    "seats_taken": _("More seats than these are taken: the capacity cannot be lower than the people who have a seat."),
    "sum": _("The shares must sum to exactly 100 %."),
    "needed": _("A published workshop keeps its donors: the shares must sum to exactly 100 %."),
    "in_use": _("A certificate was issued for this engagement: it cannot be removed."),
}


def in_words(refused):
    """The sentence for a refusal of any action of this app."""
    if refused.code == "incomplete":
        return format_lazy(
            "{start} {missing}.",
            start=_("Before publishing, the workshop still needs"),
            missing=_listed(refused.missing),
        )
    if refused.code == "overlap":
        return format_lazy("{start} {names}.", start=_("This time lies over"), names=", ".join(refused.names))
    return WORDS[refused.code]


def _listed(codes):
    return format_lazy("; ".join("{}" for _code in codes), *(WORDS[code] for code in codes))
