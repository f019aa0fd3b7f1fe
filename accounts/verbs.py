"""The words for what history records: one place, so that every page and export says it alike."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "add": _("entered by staff"),
    "approve": _("approved"),
    "cancel": _("cancelled"),
    "cancelled": _("seat cancelled"),
    "certificate_issued": _("certificate issued"),
    "certificate_revoked": _("certificate revoked"),
    "certificate_superseded": _("certificate superseded"),
    "certificates_ordered": _("certificates ordered"),
    "changed": _("changed"),
    "close": _("closed"),
    "close_registration": _("registration closed"),
    "confirmed": _("seat confirmed"),
    "correct": _("corrected"),
    "create": _("planned"),
    "created": _("created"),
    "declined": _("declined"),
    "deleted": _("deleted"),
    "expire": _("lapsed"),
    "export_case": _("case file exported"),
    "export_names": _("list with names exported"),
    "facilitator_added": _("facilitator added"),
    "facilitator_removed": _("facilitator removed"),
    "funding_changed": _("funding changed"),
    "hold": _("marked held"),
    "import_case": _("imported from a case file"),
    "invited": _("invited"),
    "name_corrected": _("name corrected"),
    "postpone": _("postponed"),
    "prove": _("address proved"),
    "publish": _("published"),
    "published": _("published"),
    "record_attendance": _("attendance recorded"),
    "register": _("registered"),
    "register_again": _("registered again before proving the address"),
    "reopen": _("reopened"),
    "reopen_register": _("register reopened"),
    "reopen_registration": _("registration reopened"),
    "reschedule": _("given new dates"),
    "retry": _("letter queued again"),
    "rule_added": _("version of a rule added"),
    "session_added": _("session added"),
    "session_changed": _("session changed"),
    "session_removed": _("session removed"),
    "set_scores": _("scores entered"),
    "validate_register": _("register validated"),
    "viewed": _("looked at"),
    "waitlisted": _("put on the waitlist"),
    "withdrawn": _("withdrawn"),
}


def label(verb):
    """The words for `verb` in the current language; an unknown one is shown as it is."""
    return WORDS.get(verb, verb.replace("_", " "))
