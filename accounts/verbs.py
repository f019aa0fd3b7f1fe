"""The words for what history records: one place, so that every page and export says it alike."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "created": _("created"),
    "changed": _("changed"),
    "deleted": _("deleted"),
    "certificates_ordered": _("certificates ordered"),
    "certificate_issued": _("certificate issued"),
    "certificate_superseded": _("certificate superseded"),
    "certificate_revoked": _("certificate revoked"),
    "name_corrected": _("name corrected"),
}


def label(verb):
    """The words for `verb` in the current language; an unknown one is shown as it is."""
    return WORDS.get(verb, verb.replace("_", " "))
