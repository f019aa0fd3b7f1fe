"""The words for what history records: one place, so that every page and export says it alike."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "created": _("created"),
    "changed": _("changed"),
    "deleted": _("deleted"),
    "approve": _("approved"),
    "publish": _("published"),
    "close_registration": _("registration closed"),
    "reopen_registration": _("registration reopened"),
    "session_added": _("session added"),
    "session_changed": _("session changed"),
    "session_removed": _("session removed"),
    "facilitator_added": _("facilitator added"),
    "facilitator_removed": _("facilitator removed"),
    "funding_changed": _("funding changed"),
    "rule_added": _("version of a rule added"),
    "invited": _("invited"),
}


def label(verb):
    """The words for `verb` in the current language; an unknown one is shown as it is."""
    return WORDS.get(verb, verb.replace("_", " "))
